import { Trophy } from "lucide-react";

import { DataTable, type Column } from "@/components/blocks/data-table";
import { NumberText } from "@/components/blocks/number-text";
import { SeriesMark } from "@/components/experiments/series-mark";
import { cn } from "@/components/ui/cn";
import type { MetricRow, TextRow } from "@/lib/experiments/comparison/comparison";
import type { ComparedHead } from "@/lib/experiments/comparison/comparison-screen";
import { shortId, signed, tellingApart } from "@/lib/format";
import { shownName } from "@/lib/readable-name";

type Runs = readonly ComparedHead[];

/** Each metric per run, its difference from the baseline beneath, and the best where the name says which way. */
export function MetricTable({
  rows,
  runs,
  baselineId,
}: {
  rows: readonly MetricRow[];
  runs: Runs;
  baselineId: string;
}) {
  return (
    <DataTable
      caption="Metrics compared"
      columns={metricColumns(runs, baselineId)}
      rows={rows}
      rowKey={(row) => row.key}
      empty={null}
    />
  );
}

function metricColumns(runs: Runs, baselineId: string): Column<MetricRow>[] {
  return [
    {
      key: "key",
      header: "Metric",
      heading: true,
      width: "16rem",
      cell: (row) => (
        <>
          {row.key}
          {row.direction && (
            <span className="text-muted block text-xs font-normal">
              {betterWords[row.direction]}
            </span>
          )}
        </>
      ),
    },
    ...runs.map((run, place): Column<MetricRow> => ({
      key: run.id,
      header: <RunHeader run={run} place={place} baseline={run.id === baselineId} />,
      align: "right",
      cell: (row) => <MetricCell row={row} place={place} baseline={run.id === baselineId} />,
    })),
  ];
}

const betterWords = {
  higher: "higher is better",
  lower: "lower is better",
  zero: "nearer to 0 is better",
} as const;

function MetricCell({
  row,
  place,
  baseline,
}: {
  row: MetricRow;
  place: number;
  baseline: boolean;
}) {
  const value = row.values[place];
  const delta = row.deltas[place];
  const best = row.best.includes(place);
  return (
    <>
      <span className={cn("inline-flex items-center gap-1", best && "font-semibold")}>
        {best && (
          <>
            <Trophy aria-hidden className="text-ok size-3.5" />
            <span className="sr-only">Best: </span>
          </>
        )}
        <NumberText value={value} text={tellingApart(row.values)(value)} />
      </span>
      {row.differs && !baseline && delta !== null && delta !== undefined && (
        <span className="text-muted block text-xs">
          <NumberText value={delta} text={signed(delta, tellingApart(row.deltas, 3)(delta))} />
        </span>
      )}
    </>
  );
}

/** Texts per run; what departs from the baseline is marked. */
export function TextTable({
  caption,
  heading,
  rows,
  runs,
  baselineId,
  mono = false,
}: {
  caption: string;
  heading: string;
  rows: readonly TextRow[];
  runs: Runs;
  baselineId: string;
  mono?: boolean;
}) {
  return (
    <DataTable
      caption={caption}
      columns={textColumns(heading, runs, baselineId, mono)}
      rows={rows}
      rowKey={(row) => row.key}
      empty={null}
    />
  );
}

function textColumns(
  heading: string,
  runs: Runs,
  baselineId: string,
  mono: boolean,
): Column<TextRow>[] {
  const from = runs.findIndex(({ id }) => id === baselineId);
  return [
    { key: "key", header: heading, heading: true, width: "16rem", cell: (row) => row.key },
    ...runs.map((run, place): Column<TextRow> => ({
      key: run.id,
      header: <RunHeader run={run} place={place} baseline={run.id === baselineId} />,
      cell: (row) => (
        <TextCell
          value={row.values[place] ?? null}
          departs={row.values[place] !== row.values[from]}
          mono={mono}
        />
      ),
    })),
  ];
}

function TextCell({
  value,
  departs,
  mono,
}: {
  value: string | null;
  departs: boolean;
  mono: boolean;
}) {
  if (value === null)
    return (
      <span className={cn("text-muted", departs && "italic")}>{departs ? "not set" : "–"}</span>
    );
  return (
    <span
      title={value.length > 40 ? value : undefined}
      className={cn(
        "num line-clamp-2 max-w-72 wrap-anywhere",
        mono && "font-mono text-xs",
        departs && "bg-warn-soft text-ink w-fit rounded-sm px-1 font-medium",
      )}
    >
      {value}
    </span>
  );
}

function RunHeader({
  run,
  place,
  baseline,
}: {
  run: ComparedHead;
  place: number;
  baseline: boolean;
}) {
  return (
    <span className="inline-flex max-w-44 items-center gap-1.5">
      <SeriesMark place={place} />
      <span className="truncate" title={run.name}>
        {shownName(run.name, shortId(run.id))}
      </span>
      {baseline && <span className="text-accent font-normal">baseline</span>}
    </span>
  );
}
