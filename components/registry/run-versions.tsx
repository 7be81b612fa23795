import Link from "next/link";

import { Card } from "@/components/blocks/section";
import { AliasBadge, StageBadge } from "@/components/registry/status-badges";
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
