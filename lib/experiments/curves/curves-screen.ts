import "server-only";
import { sql } from "drizzle-orm";

import { requirePermission } from "@/lib/auth/permissions";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import {
  thin,
  wireNumber,
  type Curve,
  type Point,
  type WireCurve,
} from "@/lib/experiments/curves/curve";
import type { CurvesInput } from "@/lib/experiments/inputs";

/** Beyond this many points the database thins first, so that no long history travels to be thrown away. */
const coarseAt = 4000;

/**
 * The history of one metric over up to 20 runs, thinned to about `points` each without losing extremes. Runs that
 * are not in this workspace or never logged the metric are left out.
 */
export async function curves(ctx: ReadCtx, input: CurvesInput): Promise<Curve[]> {
  requirePermission(ctx.actor, "tracking:read");
  const reader = ctx.tx ?? db;
  const ws = ctx.actor.workspaceId;
  const ids = sql.join(
    [...new Set(input.runs)].map((id) => sql`${id}`),
    sql`, `,
  );
  const spans = await reader.execute<Span>(sql`
    select run_id as "runId", count(*)::int as logged, min(step)::float8 as "firstStep",
      max(step)::float8 as "lastStep", min(at)::float8 as "firstAt", max(at)::float8 as "lastAt"
    from metric_points
    where workspace_id = ${ws} and run_id in (${ids}) and key = ${input.key}
    group by run_id`);
  const found = await Promise.all(
    spans.map(async (span): Promise<Curve> => {
      const points = await pointsOf(ctx, input.key, span);
      return {
        runId: span.runId,
        key: input.key,
        logged: span.logged,
        points: thin(points, input.points),
      };
    }),
  );
  return input.runs.flatMap((id) => found.find((curve) => curve.runId === id) ?? []);
}

/** The metrics of which some of these runs logged more than one point, by name: the others are numbers, not curves. */
export async function curveKeys(ctx: ReadCtx, runIds: readonly string[]): Promise<string[]> {
  requirePermission(ctx.actor, "tracking:read");
  if (runIds.length === 0) return [];
  const ids = sql.join(
    runIds.map((id) => sql`${id}`),
    sql`, `,
  );
  const rows = await (ctx.tx ?? db).execute<{ key: string }>(sql`
    select distinct m.key from run_metrics m
    where m.workspace_id = ${ctx.actor.workspaceId} and m.run_id in (${ids}) and exists (
      select 1 from metric_points p
      where p.workspace_id = m.workspace_id and p.run_id = m.run_id and p.key = m.key
        and (p.step, p.at) <> (m.step, m.at))
    order by m.key`);
  return rows.map(({ key }) => key);
}

type Span = {
  runId: string;
  logged: number;
  firstStep: number;
  lastStep: number;
  firstAt: number;
  lastAt: number;
};

async function pointsOf(ctx: ReadCtx, key: string, span: Span): Promise<Point[]> {
  const reader = ctx.tx ?? db;
  const where = sql`workspace_id = ${ctx.actor.workspaceId} and run_id = ${span.runId} and key = ${key}`;
  if (span.logged <= coarseAt) {
    const rows = await reader.execute<Point>(sql`
      select step::float8 as step, at::float8 as at, value from metric_points
      where ${where} order by step, at, value`);
    return [...rows];
  }
  // NaN sorts above every number in PostgreSQL, so "finite" is one range, and NaN must stay out of the maximum.
  const stepwise = span.lastStep > span.firstStep;
  const x = stepwise ? sql`step::float8` : sql`at::float8`;
  const [from, to] = stepwise ? [span.firstStep, span.lastStep] : [span.firstAt, span.lastAt];
  const width = Math.max(to - from, 1) / (coarseAt / 4);
  const rows = await reader.execute<{ low: Triple; high: Triple; odd: Triple }>(sql`
    select
      min(array[value, step, at]) filter (where value > '-Infinity' and value < 'Infinity') as low,
      max(array[value, step, at]) filter (where value > '-Infinity' and value < 'Infinity') as high,
      min(array[value, step, at]) filter (where not (value > '-Infinity' and value < 'Infinity')) as odd
    from metric_points where ${where}
    group by floor((${x} - ${from}::float8) / ${width}::float8)`);
  const ends = await reader.execute<Point>(sql`
    (select step::float8 as step, at::float8 as at, value from metric_points where ${where}
      order by step, at, value limit 1)
    union all
    (select step::float8, at::float8, value from metric_points where ${where}
      order by step desc, at desc, value desc limit 1)`);
  const corners = rows
    .flatMap(({ low, high, odd }) => [low, high, odd])
    .filter((triple) => triple !== null)
    .map(([value, step, at]): Point => ({ step, at, value }));
  return ordered([...ends, ...corners]);
}

type Triple = [value: number, step: number, at: number] | null;

/** By step, time and value, each point once. */
function ordered(points: readonly Point[]): Point[] {
  const sorted = points.toSorted((a, b) => a.step - b.step || a.at - b.at || a.value - b.value);
  return sorted.filter((point, index) => {
    const before = sorted[index - 1];
    return !(
      before &&
      before.step === point.step &&
      before.at === point.at &&
      Object.is(before.value, point.value)
    );
  });
}

/** As JSON can carry it. */
export function presentCurves(found: readonly Curve[]): { curves: WireCurve[] } {
  return {
    curves: found.map((curve) => ({
      ...curve,
      points: curve.points.map((point) => ({ ...point, value: wireNumber(point.value) })),
    })),
  };
}
