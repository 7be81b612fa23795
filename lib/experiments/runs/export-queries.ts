import "server-only";
import type { ComparisonScreen } from "@/lib/experiments/comparison/comparison-screen";
import { experimentHead, experimentKeysOf } from "@/lib/experiments/experiment-screen";
import type { ExportRuns } from "@/lib/experiments/inputs";
import { csvLine, type Cell } from "@/lib/experiments/runs/csv";
import { filterFaultOf, filterRefusal } from "@/lib/experiments/runs/filter-fault";
import { columnId, runColumns, type RunColumn } from "@/lib/experiments/runs/run-columns";
import { searchRunIds } from "@/lib/experiments/runs/run-search-queries";
import { runRows, runSearch, type RunRow } from "@/lib/experiments/runs/runs-screen";
import { isoMoment } from "@/lib/format";
import { ownValue } from "@/lib/own-value";
import { query, type QueryCtx } from "@/lib/query";

/** Runs at a time: fewer where each has many columns. */
const mostBatch = 500;
const mostCells = 100_000;

/**
 * All runs that match, as CSV lines in batches, so that memory does not grow with their number. Without `columns`
 * every metric and parameter of the experiment has one. The first batch is read before this returns: a filter that
 * cannot be read is refused while a status can still be sent.
 */
export const exportRuns = query({
  permission: "tracking:read",
  run: async (ctx, asked: ExportRuns): Promise<{ name: string; lines: AsyncGenerator<string> }> => {
    const head = await experimentHead(ctx, asked.experimentId);
    const columns = await exportColumns(ctx, asked);
    const batch = Math.max(10, Math.min(mostBatch, Math.floor(mostCells / (1 + columns.length))));
    const first = await searchRunIds(ctx, { ...runSearch(asked), limit: batch }).catch(
      (error: unknown) => {
        throw filterRefusal(filterFaultOf(asked.filter, error));
      },
    );
    return { name: head.name, lines: csvLines(ctx, { ...asked, batch }, columns, first) };
  },
});

async function exportColumns(ctx: QueryCtx, asked: ExportRuns): Promise<RunColumn[]> {
  const keys = await experimentKeysOf(ctx, asked.experimentId);
  if (asked.columns !== undefined) return runColumns(asked.columns, keys);
  const all = [
    ...keys.metric.map((key) => columnId("metric", key)),
    ...keys.param.map((key) => columnId("param", key)),
  ];
  return runColumns(all.join(","), keys, all.length);
}

async function* csvLines(
  ctx: QueryCtx,
  { batch, ...asked }: ExportRuns & { batch: number },
  columns: readonly RunColumn[],
  first: { ids: string[]; next: string | null },
): AsyncGenerator<string> {
  const values = columns.filter((column) => column.kind !== "attribute");
  yield csvLine([...fixed.map(([name]) => name), ...values.map(({ id }) => id)]);
  let page = first;
  for (;;) {
    const rows = await runRows(ctx, page.ids, columns);
    yield rows
      .map((run) => csvLine([...fixed.map(([, cell]) => cell(run)), ...values.map(valueOf(run))]))
      .join("");
    if (page.next === null) return;
    page = await searchRunIds(ctx, {
      ...runSearch(asked),
      limit: batch,
      cursor: page.next,
    });
  }
}

const fixed: readonly (readonly [name: string, cell: (run: RunRow) => Cell])[] = [
  ["run_id", (run) => run.id],
  ["run_name", (run) => run.name],
  ["status", (run) => run.status],
  ["start_time", (run) => isoMoment(run.startTime)],
  ["end_time", (run) => isoMoment(run.endTime)],
  ["author", (run) => run.authorName],
  ["commit", (run) => run.commit],
];

function valueOf(run: RunRow): (column: RunColumn) => Cell {
  return ({ kind, key }) => {
    if (kind === "metric") return ownValue(run.metrics, key);
    if (kind === "param") return ownValue(run.params, key);
    return kind === "tag" ? ownValue(run.tags, key) : null;
  };
}

/** A comparison as CSV: one line per metric, parameter and so on, one column per run. */
export function comparisonCsv({ runs, comparison }: ComparisonScreen): string {
  const parts = [
    "metrics",
    "params",
    "datasets",
    "code",
    "environment",
    "tags",
  ] as const satisfies readonly (keyof typeof comparison)[];
  return [
    csvLine(["part", "key", "differs", ...runs.map(({ name }) => name)]),
    csvLine(["run", "run_id", "", ...runs.map(({ id }) => id)]),
    ...parts.flatMap((part) =>
      comparison[part].map(({ key, differs, values }) =>
        csvLine([part, key, differs ? "yes" : "no", ...values]),
      ),
    ),
  ].join("");
}
