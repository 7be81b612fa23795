import "server-only";
import { and, asc, eq, sql } from "drizzle-orm";

import { metricPoints } from "@/drizzle/schema/experiments";
import { requirePermission } from "@/lib/auth/permissions";
import type { ReadCtx } from "@/lib/command";
import { among, textArray } from "@/lib/db/arrays";
import { db } from "@/lib/db/client";
import { runMissing } from "@/lib/experiments/runs/run-queries";
import { encodeCursor } from "@/lib/paging";
import { afterSql, decodePlace, orderBySql, type SortTerm } from "@/lib/search/order";

export type HistoryPoint = { key: string; value: number; step: number; timestamp: number };
export type RunPoint = HistoryPoint & { runId: string };

const columns = {
  key: metricPoints.key,
  value: metricPoints.value,
  step: metricPoints.step,
  timestamp: metricPoints.at,
};

const inTime: SortTerm[] = [
  { by: sql`${metricPoints.at}`, direction: "asc", type: "bigint" },
  { by: sql`${metricPoints.step}`, direction: "asc", type: "bigint" },
  { by: sql`${metricPoints.value}`, direction: "asc", type: "float8" },
];

/** Every logged point of one metric, in the order of time. Throws `missing` when the run is. */
export async function metricHistory(
  ctx: ReadCtx,
  runId: string,
  key: string,
  page: { maxResults?: number | undefined; pageToken?: string | undefined } = {},
): Promise<{ points: HistoryPoint[]; nextPageToken: string | null }> {
  requirePermission(ctx.actor, "tracking:read");
  const reader = ctx.tx ?? db;
  const ws = ctx.actor.workspaceId;
  const [run] = await reader.execute(
    sql`select 1 from runs where workspace_id = ${ws} and run_id = ${runId}`,
  );
  if (!run) throw runMissing(runId);
  const limit = page.maxResults || 1_000_000;
  const rows = await reader
    .select(columns)
    .from(metricPoints)
    .where(
      and(
        eq(metricPoints.workspaceId, ws),
        eq(metricPoints.runId, runId),
        eq(metricPoints.key, key),
        page.pageToken ? afterSql(inTime, decodePlace(page.pageToken, inTime)) : undefined,
      ),
    )
    .orderBy(orderBySql(inTime))
    .limit(limit + 1);
  const points = rows.slice(0, limit);
  const last = points.at(-1);
  return {
    points,
    nextPageToken:
      rows.length > points.length && last
        ? encodeCursor([String(last.timestamp), String(last.step), String(last.value)])
        : null,
  };
}

/** The points of one metric in several runs, run by run, up to `maxResults` in all. */
export async function metricHistories(
  ctx: ReadCtx,
  runIds: readonly string[],
  key: string,
  maxResults: number,
): Promise<RunPoint[]> {
  requirePermission(ctx.actor, "tracking:read");
  return (ctx.tx ?? db)
    .select({ ...columns, runId: metricPoints.runId })
    .from(metricPoints)
    .where(pointsOf(ctx, runIds, key))
    .orderBy(
      asc(metricPoints.runId),
      asc(metricPoints.at),
      asc(metricPoints.step),
      asc(metricPoints.value),
    )
    .limit(maxResults);
}

/**
 * One metric in several runs at about `maxResults` steps, the same for all, as MLflow samples them: evenly spread over
 * all steps logged, with every run's first and last. Sampled in the database, so a long curve costs one scan.
 */
export async function sampledHistories(
  ctx: ReadCtx,
  runIds: readonly string[],
  key: string,
  { maxResults, from, to }: { maxResults: number; from?: number; to?: number },
): Promise<RunPoint[]> {
  requirePermission(ctx.actor, "tracking:read");
  const bounds = sql.join(
    [
      sql`workspace_id = ${ctx.actor.workspaceId}`,
      sql`run_id = any(${textArray(runIds)}::text::text[])`,
      sql`key = ${key}`,
      ...(from === undefined ? [] : [sql`step >= ${from}::bigint`]),
      ...(to === undefined ? [] : [sql`step <= ${to}::bigint`]),
    ],
    sql` and `,
  );
  return (ctx.tx ?? db).execute<RunPoint>(sql`
    with steps as (
      select step, row_number() over (order by step) - 1 as at, count(*) over () as n
      from (select distinct step from metric_points where ${bounds}) logged
    ), chosen as (
      select step from steps where n <= ${maxResults}::int
      union
      select s.step from steps s join generate_series(0, ${maxResults}::int - 1) i
        on s.at = floor(i * (s.n::float8 / ${maxResults}::int))
      union
      select unnest(array[min(step), max(step)]) from metric_points where ${bounds} group by run_id
    )
    select run_id as "runId", key, value, step::float8 as step, at::float8 as timestamp
    from metric_points where ${bounds} and step in (select step from chosen)
    order by array_position(${textArray(runIds)}::text::text[], run_id), step, at, value`);
}

function pointsOf(ctx: ReadCtx, runIds: readonly string[], key: string) {
  return and(
    eq(metricPoints.workspaceId, ctx.actor.workspaceId),
    among(metricPoints.runId, runIds),
    eq(metricPoints.key, key),
  );
}
