import Link from "next/link";
import type { ReactNode } from "react";

import { DataTable, type Column, type Sort } from "@/components/blocks/data-table";
import { NumberText } from "@/components/blocks/number-text";
import { RelativeTime } from "@/components/blocks/relative-time";
import { RunStatusBadge } from "@/components/experiments/status-badges";
import { firstCharacters, isLonger } from "@/lib/characters";
import type { RunAttribute, RunColumn } from "@/lib/experiments/runs/run-columns";
import type { RunRow } from "@/lib/experiments/runs/runs-screen";
import { formatDuration, shortId, tellingApart } from "@/lib/format";
import { ownValue } from "@/lib/own-value";
import type { Direction } from "@/lib/paging";
import { pages, pathTo } from "@/lib/paths";
import { shownName } from "@/lib/readable-name";

export const runsForm = "chosen-runs";

type Props = {
  rows: readonly RunRow[];
  columns: readonly RunColumn[];
  workspace: string;
  sort: Sort;
  sortHref: (key: string, direction: Direction) => string;
  now: Date;
  empty: ReactNode;
};

export function RunTable({ rows, columns, workspace, sort, sortHref, now, empty }: Props) {
  return (
    <DataTable
      caption="Runs"
      columns={[
        ...fixedColumns(workspace),
        ...columns.map((column) => chosenColumn(column, rows, now)),
      ]}
      rows={rows}
      rowKey={(run) => run.id}
      sort={sort}
      sortHref={sortHref}
      selection={{ form: runsForm, name: "runs", label: (run) => `Select ${run.name}` }}
      empty={empty}
    />
  );
}

function fixedColumns(workspace: string): Column<RunRow>[] {
  return [
    {
      key: "status",
      header: "Status",
      sortable: true,
      width: "7rem",
      cell: (run) => <RunStatusBadge status={run.status} />,
    },
    {
      key: "run_name",
      header: "Run",
      sortable: true,
      heading: true,
      nowrap: true,
      cell: (run) => (
        <Link
          href={pathTo(workspace, pages.run(run.id))}
          prefetch={false}
          className="hover:underline"
          title={run.name.length > 36 ? run.name : undefined}
        >
          {run.parentId !== null && (
            <span className="text-muted font-normal" title="A child run">
              ↳{" "}
            </span>
          )}
          {isLonger(run.name, 36)
            ? `${firstCharacters(run.name, 35)}…`
            : shownName(run.name, shortId(run.id))}
        </Link>
      ),
    },
  ];
}

function chosenColumn(column: RunColumn, rows: readonly RunRow[], now: Date): Column<RunRow> {
  const base = { key: column.id, header: column.label, nowrap: true };
  switch (column.kind) {
    case "metric": {
      const valueOf = ({ metrics }: RunRow) => ownValue(metrics, column.key);
      const write = tellingApart(rows.map(valueOf));
      return {
        ...base,
        align: "right",
        sortable: true,
        cell: (run) => <NumberText value={valueOf(run)} text={write(valueOf(run))} />,
      };
    }
    case "param":
    case "tag":
      return {
        ...base,
        sortable: true,
        cell: (run) => (
          <Value text={ownValue(column.kind === "param" ? run.params : run.tags, column.key)} />
        ),
      };
    case "attribute":
      return {
        ...base,
        align: column.key === "duration" ? "right" : "left",
        sortable: column.key === "start_time",
        cell: (run) => attribute(run, column.key, now),
      };
  }
}

function Value({ text }: { text: string | undefined }) {
  if (text === undefined) return <span className="text-faint">–</span>;
  return (
    <span className="num inline-block max-w-56 truncate align-bottom" title={text}>
      {text}
    </span>
  );
}

function attribute(run: RunRow, key: RunAttribute, now: Date): ReactNode {
  switch (key) {
    case "start_time":
      return <RelativeTime at={run.startTime} now={now} />;
    case "duration":
      return formatDuration(run.endTime === null ? null : run.endTime - run.startTime);
    case "author":
      return run.authorName || "–";
    case "dataset":
      return run.datasets.length === 0 ? "–" : run.datasets.join(", ");
    case "commit":
      return run.commit === null ? (
        "–"
      ) : (
        <span className="font-mono text-xs" title={run.commit}>
          {shortId(run.commit)}
        </span>
      );
  }
}
