import Link from "next/link";
import type { ReactNode } from "react";

import { DataTable, type Column, type Sort } from "@/components/blocks/data-table";
import { RelativeTime } from "@/components/blocks/relative-time";
import { Badge } from "@/components/blocks/status-badge";
import { StageBadge, TierBadge } from "@/components/registry/status-badges";
import type { Direction } from "@/lib/paging";
import { pages, pathTo } from "@/lib/paths";
import type { ModelLine } from "@/lib/workspace/models-screen";

type Props = {
  models: readonly ModelLine[];
  workspace: string;
  now: Date;
  sort: Sort;
  sortHref: (key: string, direction: Direction) => string;
  empty: ReactNode;
};

export function ModelTable({ models, workspace, now, sort, sortHref, empty }: Props) {
  return (
    <DataTable
      caption="Models"
      columns={columnsOf(workspace, now)}
      rows={models}
      rowKey={({ id }) => id}
      sort={sort}
      sortHref={sortHref}
      empty={empty}
    />
  );
}

function columnsOf(workspace: string, now: Date): Column<ModelLine>[] {
  return [
    {
      key: "tier",
      header: "Risk tier",
      sortable: true,
      nowrap: true,
      cell: ({ tier }) => <TierBadge tier={tier} />,
    },
    {
      key: "name",
      header: "Model",
      sortable: true,
      heading: true,
      cell: ({ name, purpose }) => (
        <div className="max-w-md min-w-40">
          <Link
            className="link font-medium wrap-anywhere"
            href={pathTo(workspace, pages.model(name))}
          >
            {name}
          </Link>
          {purpose !== "" && <p className="text-muted line-clamp-1 text-xs">{purpose}</p>}
        </div>
      ),
    },
    {
      key: "serving",
      header: "Serving",
      help: "The version in production, and whether the champion alias points at it",
      nowrap: true,
      cell: (line) => <Serving line={line} workspace={workspace} />,
    },
    latestColumn(workspace),
    gatesColumn(workspace),
    { key: "owner", header: "Owner", nowrap: true, cell: ({ ownerName }) => ownerName || "–" },
    {
      key: "updated",
      header: "Updated",
      sortable: true,
      align: "right",
      nowrap: true,
      cell: ({ updatedAt }) => <RelativeTime at={updatedAt} now={now} />,
    },
  ];
}

const latestColumn = (workspace: string): Column<ModelLine> => ({
  key: "latest",
  header: "Latest",
  nowrap: true,
  cell: ({ name, latest }) =>
    latest === null ? (
      <span className="text-muted">No version</span>
    ) : (
      <span className="flex items-center gap-2">
        <Link className="link num" href={pathTo(workspace, pages.version(name, latest.version))}>
          v{latest.version}
        </Link>
        <StageBadge stage={latest.stage} />
      </span>
    ),
});

const gatesColumn = (workspace: string): Column<ModelLine> => ({
  key: "gates",
  header: "Open gates",
  align: "right",
  cell: ({ openGates, name }) =>
    openGates === 0 ? (
      <span className="text-faint num">0</span>
    ) : (
      <Link className="link num" href={pathTo(workspace, pages.gates, { model: name })}>
        {openGates}
      </Link>
    ),
});

function Serving({ line, workspace }: { line: ModelLine; workspace: string }) {
  const { name, serving, champion } = line;
  return (
    <span className="flex items-center gap-2">
      {serving === null ? (
        <span className="text-muted">None</span>
      ) : (
        <Link className="link num" href={pathTo(workspace, pages.version(name, serving))}>
          v{serving}
        </Link>
      )}
      {champion !== serving ? (
        <Badge tone="warn">
          {champion === null ? "No champion alias" : `Champion is v${champion}`}
        </Badge>
      ) : (
        serving !== null && <StageBadge stage="production" />
      )}
    </span>
  );
}
