import Link from "next/link";
import type { ReactNode } from "react";

import { DataTable, type Column } from "@/components/blocks/data-table";
import { NumberText } from "@/components/blocks/number-text";
import { RelativeTime } from "@/components/blocks/relative-time";
import { AliasBadge, StageBadge } from "@/components/registry/status-badges";
import { shortId, tellingApart } from "@/lib/format";
import { pages, pathTo } from "@/lib/paths";
import type { VersionLine } from "@/lib/registry/model-screen";

type Props = {
  versions: readonly VersionLine[];
  metric: string | null;
  workspace: string;
  now: Date;
  empty: ReactNode;
};

export function VersionTable({ versions, metric, workspace, now, empty }: Props) {
  return (
    <DataTable
      caption="Versions"
      columns={columnsOf({ versions, metric, workspace, now })}
      rows={versions}
      rowKey={({ version }) => String(version)}
      empty={empty}
    />
  );
}

function columnsOf({
  versions,
  metric,
  workspace,
  now,
}: Omit<Props, "empty">): Column<VersionLine>[] {
  return [
    {
      key: "stage",
      header: "Stage",
      nowrap: true,
      cell: ({ stage }) => <StageBadge stage={stage} />,
    },
    {
      key: "version",
      header: "Version",
      heading: true,
      nowrap: true,
      cell: ({ model, version }) => (
        <Link
          className="link font-medium"
          href={pathTo(workspace, pages.version(model.name, version))}
        >
          Version {version}
        </Link>
      ),
    },
    {
      key: "aliases",
      header: "Aliases",
      cell: ({ aliases }) => (
        <span className="flex flex-wrap gap-1">
          {aliases.length === 0 ? (
            <span className="text-faint">–</span>
          ) : (
            aliases.map((alias) => <AliasBadge key={alias} alias={alias} />)
          )}
        </span>
      ),
    },
    ...(metric === null ? [] : [metricColumn(metric, versions)]),
    runColumn(workspace),
    {
      key: "by",
      header: "Registered by",
      nowrap: true,
      cell: ({ createdByName }) => createdByName || "–",
    },
    {
      key: "created",
      header: "Registered",
      align: "right",
      nowrap: true,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} now={now} />,
    },
  ];
}

function metricColumn(metric: string, versions: readonly VersionLine[]): Column<VersionLine> {
  const write = tellingApart(versions.map((line) => line.metric));
  return {
    key: "metric",
    header: metric,
    align: "right",
    cell: (line) => <NumberText value={line.metric} text={write(line.metric)} />,
  };
}

const runColumn = (workspace: string): Column<VersionLine> => ({
  key: "run",
  header: "Run",
  nowrap: true,
  cell: ({ runId, runName }) =>
    runId === null ? (
      <span className="text-faint">–</span>
    ) : runName === null ? (
      <span className="font-mono text-xs" title="This run is not in the workspace">
        {shortId(runId)}
      </span>
    ) : (
      <Link className="link" href={pathTo(workspace, pages.run(runId))}>
        {runName}
      </Link>
    ),
});
