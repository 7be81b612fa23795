import { CodeBlock } from "@/components/blocks/code-block";
import { Section } from "@/components/blocks/section";
import { Tabs } from "@/components/ui/tabs";
import type { EnvironmentText } from "@/lib/experiments/runs/run-screen";

export function RunEnvironment({ files }: { files: readonly EnvironmentText[] }) {
  return (
    <Section title="Environment" id="environment">
      {files.length === 0 ? (
        <p className="text-muted text-sm">
          No environment was logged. Logging a model records requirements.txt, conda.yaml and
          python_env.yaml with it.
        </p>
      ) : (
        <Tabs
          label="Environment files"
          items={files.map(({ path, name, text, truncated }) => ({
            value: path,
            label: name,
            content: (
              <CodeBlock
                label={truncated ? `${name} (not whole)` : name}
                text={text}
                maxHeight="20rem"
              />
            ),
          }))}
        />
      )}
    </Section>
  );
}
