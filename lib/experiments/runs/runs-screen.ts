import "server-only";
import { and, inArray, sql } from "drizzle-orm";

import { runDatasets, runMetrics, runs } from "@/drizzle/schema/experiments";
import { textAt } from "@/lib/db/text-at";
import {
  experimentHead,
  experimentKeysOf,
  type ExperimentHead,
  type ExperimentKeys,
} from "@/lib/experiments/experiment-screen";
import type { ExportRuns, RunsInput } from "@/lib/experiments/inputs";
import { mlflowTags } from "@/lib/experiments/mlflow-tags";
import type { RunStatus, Lifecycle } from "@/lib/experiments/rules";
import { filterFaultOf, type FilterFault } from "@/lib/experiments/runs/filter-fault";
import {
  columnOf,
  orderClause,
  runColumns,
  type RunColumn,
} from "@/lib/experiments/runs/run-columns";
import { countRuns, searchRunIds, type RunIdPage } from "@/lib/experiments/runs/run-search-queries";
import { ownValue } from "@/lib/own-value";
import { query, type QueryCtx } from "@/lib/query";

export type RunRow = {
  id: string;
  name: string;
  status: RunStatus;
  lifecycle: Lifecycle;
  startTime: number;
  endTime: number | null;
  authorName: string;
  parentId: string | null;
  commit: string | null;
  datasets: string[];
  metrics: Record<string, number>;
  params: Record<string, string>;
  tags: Record<string, string>;
};

export type RunsScreen = {
  head: ExperimentHead;
  keys: ExperimentKeys;
  columns: RunColumn[];
  rows: RunRow[];
  next: string | null;
  previous: string | null;
  /** How many runs match, counted up to `countedTo`. */
  matching: number;
  fault: FilterFault | null;
  chart: RunsChart | null;
};

export type RunsChart = {
  metric: string;
  /** More runs match than are drawn; these are the newest. */
  newestOnly: boolean;
  points: { id: string; name: string; startTime: number; value: number }[];
};

export const countedTo = 10_000;
const drawnAtMost = 1000;

/** One page of an experiment's runs with the chosen columns. A filter that cannot be read is an answer, not an error. */
export const runsScreen = query({
  permission: "tracking:read",
  run: async (ctx, asked: RunsInput): Promise<RunsScreen> => {
    const [head, keys] = await Promise.all([
      experimentHead(ctx, asked.experimentId),
      experimentKeysOf(ctx, asked.experimentId),
    ]);
    const columns = runColumns(asked.columns, keys);
    const found = await search(ctx, asked);
    const rows = await runRows(ctx, found.page.ids, columns);
    return {
      head,
      keys,
      columns,
      rows,
      next: found.page.next,
      previous: found.page.previous,
      matching: found.matching,
      fault: found.fault,
      chart: found.fault ? null : await runsChart(ctx, asked),
    };
  },
});

/** One metric over the newest runs that match. */
async function runsChart(ctx: QueryCtx, asked: RunsInput): Promise<RunsChart | null> {
  const column = asked.chart === undefined ? null : columnOf(asked.chart);
  if (column?.kind !== "metric") return null;
  const { ids, next } = await searchRunIds(ctx, {
    ...runSearch({ ...asked, sort: "start_time", direction: "desc" }),
    limit: drawnAtMost,
  });
  const rows = await runRows(ctx, ids, [column]);
  return {
    metric: column.key,
    newestOnly: next !== null,
    points: rows.flatMap(({ id, name, startTime, metrics }) => {
      const value = ownValue(metrics, column.key);
      return value === undefined ? [] : [{ id, name, startTime, value }];
    }),
  };
}

async function search(
  ctx: QueryCtx,
  asked: RunsInput,
): Promise<{ page: RunIdPage; matching: number; fault: FilterFault | null }> {
  const input = runSearch(asked);
  try {
    const [page, matching] = await Promise.all([
      searchRunIds(ctx, { ...input, limit: asked.limit, cursor: asked.cursor ?? "" }),
      countRuns(ctx, input, countedTo),
    ]);
    return { page, matching, fault: null };
  } catch (error) {
    return {
      page: { ids: [], next: null, previous: null },
      matching: 0,
      fault: filterFaultOf(asked.filter, error),
    };
  }
}

/** What the address asks for, in the words of the search. */
export function runSearch(asked: Omit<ExportRuns, "columns">) {
  const order = orderClause(asked.sort, asked.direction);
  return {
    experimentIds: [asked.experimentId],
    filter: asked.filter,
    orderBy: order === null ? [] : [order],
    viewType: asked.lifecycle === "deleted" ? ("DELETED_ONLY" as const) : ("ACTIVE_ONLY" as const),
  };
}

/** The rows of these ids in their order, holding only what the columns show. */
export const runRows = query({
  permission: "tracking:read",
  run: async (ctx, ids: readonly string[], columns: readonly RunColumn[]): Promise<RunRow[]> => {
    if (ids.length === 0) return [];
    const [heads, metrics, datasets] = await Promise.all([
      ctx.read
        .select({
          id: runs.id,
          name: runs.name,
          status: runs.status,
          lifecycle: runs.lifecycle,
          startTime: runs.startTime,
          endTime: runs.endTime,
          authorName: runs.authorName,
          parentId: textAt(runs.tags, mlflowTags.parentRun),
          commit: textAt(runs.tags, mlflowTags.commit),
          params: picked(sql`${runs.params}`, keysOf(columns, "param")),
          tags: picked(sql`${runs.tags}`, keysOf(columns, "tag")),
        })
        .from(runs)
        .where(and(ctx.here(runs), inArray(runs.id, [...ids]))),
      metricValues(ctx, ids, keysOf(columns, "metric")),
      columns.some(({ id }) => id === "dataset")
        ? ctx.read
            .select({ runId: runDatasets.runId, name: runDatasets.name })
            .from(runDatasets)
            .where(and(ctx.here(runDatasets), inArray(runDatasets.runId, [...ids])))
        : [],
    ]);
    const measured = new Map<string, [key: string, value: number][]>();
    for (const { runId, key, value } of metrics) {
      const ofRun = measured.get(runId) ?? [];
      ofRun.push([key, value]);
      measured.set(runId, ofRun);
    }
    const byId = new Map(
      heads.map((head): [string, RunRow] => [
        head.id,
        { ...head, datasets: [], metrics: Object.fromEntries(measured.get(head.id) ?? []) },
      ]),
    );
    for (const { runId, name } of datasets) byId.get(runId)?.datasets.push(name);
    return ids.flatMap((id) => byId.get(id) ?? []);
  },
});

async function metricValues(
  { read, here }: QueryCtx,
  ids: readonly string[],
  keys: readonly string[],
) {
  if (keys.length === 0) return [];
  return read
    .select({ runId: runMetrics.runId, key: runMetrics.key, value: runMetrics.value })
    .from(runMetrics)
    .where(
      and(
        here(runMetrics),
        inArray(runMetrics.runId, [...ids]),
        inArray(runMetrics.key, [...keys]),
      ),
    );
}

function keysOf(columns: readonly RunColumn[], kind: RunColumn["kind"]): string[] {
  return columns.filter((column) => column.kind === kind).map(({ key }) => key);
}

/** Only the keys shown leave the database: a run may carry thousands of others. */
function picked(from: ReturnType<typeof sql>, keys: readonly string[]) {
  if (keys.length === 0) return sql<Record<string, string>>`'{}'::jsonb`;
  const list = sql.join(
    keys.map((key) => sql`(${key}::text)`),
    sql`, `,
  );
  return sql<Record<string, string>>`(
    select coalesce(jsonb_object_agg(k.key, ${from} -> k.key), '{}'::jsonb)
    from (values ${list}) k(key) where ${from} ? k.key)`;
}
