import Link from "next/link";

import { Card } from "@/components/blocks/section";
import { AliasBadge, Badge, StageBadge } from "@/components/blocks/status-badge";
import type { LoggedModelBrief } from "@/lib/experiments/logged-models/logged-model-screen";
import { pages, pathTo } from "@/lib/paths";
import type { VersionRecord } from "@/lib/registry/queries";

export function RunVersions({
  title = "Versions made from this run",
  versions,
  workspace,
}: {
  title?: string;
  versions: readonly VersionRecord[];
  workspace: string;
}) {
  return (
    <Card title={title}>
      {versions.length === 0 ? (
        <p className="text-muted text-sm">None yet. Register a version to bring it to a gate.</p>
      ) : (
        <ul className="space-y-1.5 text-sm">
          {versions.map(({ model, version, stage, aliases }) => (
            <li key={`${model.id} ${version}`} className="flex flex-wrap items-center gap-2">
              <StageBadge stage={stage} />
              <Link className="link" href={pathTo(workspace, pages.version(model.name, version))}>
                {model.name} · version {version}
              </Link>
              {aliases.map((alias) => (
                <AliasBadge key={alias} alias={alias} />
              ))}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

export function RunModels({
  models,
  workspace,
}: {
  models: readonly LoggedModelBrief[];
  workspace: string;
}) {
  if (models.length === 0) return null;
  return (
    <Card title="Logged models">
      <ul className="space-y-1.5 text-sm">
        {models.map((model) => (
          <li key={model.id} className="flex flex-wrap items-center gap-2">
            <LoggedModelStatus status={model.status} />
            <Link className="link" href={pathTo(workspace, pages.loggedModel(model.id))}>
              {model.name}
            </Link>
            <span className="text-muted font-mono text-xs">{model.id.slice(0, 10)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function LoggedModelStatus({ status }: { status: LoggedModelBrief["status"] }) {
  switch (status) {
    case "LOGGED_MODEL_READY":
      return <Badge tone="ok">Ready</Badge>;
    case "LOGGED_MODEL_PENDING":
      return <Badge tone="info">Uploading</Badge>;
    case "LOGGED_MODEL_UPLOAD_FAILED":
      return <Badge tone="bad">Upload failed</Badge>;
  }
}
