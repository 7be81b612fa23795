import "server-only";
import { and, asc, eq, inArray, sql } from "drizzle-orm";

import { metricPoints } from "@/drizzle/schema/experiments";
import { requirePermission } from "@/lib/auth/permissions";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import { runMissing } from "@/lib/experiments/run-queries";
import { sampledSteps } from "@/lib/experiments/sampled-steps";
import { afterSql, decodePlace, encodePlace, orderBySql, type SortTerm } from "@/lib/search/order";

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
        ? encodePlace([String(last.timestamp), String(last.step), String(last.value)])
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
 * One metric in several runs at about `maxResults` steps, the same for all: evenly spread over the steps of each run,
 * with every run's first and last.
 */
export async function sampledHistories(
  ctx: ReadCtx,
  runIds: readonly string[],
  key: string,
  { maxResults, from, to }: { maxResults: number; from?: number; to?: number },
): Promise<RunPoint[]> {
  requirePermission(ctx.actor, "tracking:read");
  const reader = ctx.tx ?? db;
  const range = and(
    pointsOf(ctx, runIds, key),
    from === undefined ? undefined : sql`${metricPoints.step} >= ${from}`,
    to === undefined ? undefined : sql`${metricPoints.step} <= ${to}`,
  );
  const logged = await reader
    .selectDistinct({ runId: metricPoints.runId, step: metricPoints.step })
    .from(metricPoints)
    .where(range)
    .orderBy(asc(metricPoints.step));
  const steps = sampledSteps(logged, { maxResults, from, to });
  if (steps.length === 0) return [];
  const points = await reader
    .select({ ...columns, runId: metricPoints.runId })
    .from(metricPoints)
    .where(and(range, inArray(metricPoints.step, steps)))
    .orderBy(asc(metricPoints.step), asc(metricPoints.at), asc(metricPoints.value));
  return runIds.flatMap((id) => points.filter(({ runId }) => runId === id));
}

function pointsOf(ctx: ReadCtx, runIds: readonly string[], key: string) {
  return and(
    eq(metricPoints.workspaceId, ctx.actor.workspaceId),
    inArray(metricPoints.runId, [...runIds]),
    eq(metricPoints.key, key),
  );
}
