import { CodeBlock } from "@/components/blocks/code-block";
import { Markdown } from "@/components/blocks/markdown";
import { Card } from "@/components/blocks/section";
import type { FormAction } from "@/components/blocks/use-action-form";
import { EditDescription } from "@/components/registry/edit-description";
import type { VersionScreen } from "@/lib/workspace/version-screen";

export function VersionUse({
  screen: { version },
  describe,
}: {
  screen: VersionScreen;
  describe: FormAction | null;
}) {
  const { name } = version.model;
  const uri = JSON.stringify(`models:/${name}/${version.version}`);
  const aliases = version.aliases.map((alias) => JSON.stringify(`models:/${name}@${alias}`));
  return (
    <div className="grid items-start gap-4 xl:grid-cols-2">
      <Card
        title="Description"
        actions={
          describe && (
            <EditDescription
              title={`Description of version ${version.version}`}
              text={version.description}
              hidden={{ name, version: String(version.version) }}
              action={describe}
            />
          )
        }
      >
        {version.description === "" ? (
          <p className="text-muted text-sm">None yet.</p>
        ) : (
          <Markdown text={version.description} />
        )}
      </Card>
      <Card title="Load it">
        <div className="space-y-3">
          {aliases.map((alias) => (
            <CodeBlock
              key={alias}
              label="Python, whatever the alias points at"
              text={`mlflow.pyfunc.load_model(${alias})`}
            />
          ))}
          <CodeBlock
            label="Python, exactly this version"
            text={`mlflow.pyfunc.load_model(${uri})`}
          />
        </div>
      </Card>
    </div>
  );
}
