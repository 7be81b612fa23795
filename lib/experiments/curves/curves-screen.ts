import "server-only";
import { sql } from "drizzle-orm";
import type { z } from "zod";

import { textArray } from "@/lib/db/arrays";
import { prepared } from "@/lib/db/prepared";
import {
  thin,
  wireNumber,
  type Curve,
  type Point,
  type WireCurve,
} from "@/lib/experiments/curves/curve";
import { laidOut } from "@/lib/experiments/curves/metric-queries";
import { groupDoubtful, inSteps, isSure, outline } from "@/lib/experiments/curves/outline";
import { inOrder, slice, type Points } from "@/lib/experiments/curves/points";
import { steadily } from "@/lib/experiments/curves/repacked";
import { wholeOf } from "@/lib/experiments/curves/segment";
import {
  readStretches,
  storedCurves,
  type StoredCurve,
} from "@/lib/experiments/curves/segment-queries";
import { stepsBetween } from "@/lib/experiments/curves/step-places";
import { countSteps, listOf } from "@/lib/experiments/curves/step-sample";
import { curvesInput, type CurvesInput } from "@/lib/experiments/inputs";
import { query, type QueryCtx } from "@/lib/query";
import { movingAverage } from "@/lib/stats/moving-average";

/**
 * The history of one metric over up to 20 runs, thinned to about `points` each without losing extremes; with smoothing,
 * of its moving average over all points. Runs that are not in this workspace or never logged the metric are left out.
 */
export const curves = query({
  permission: "tracking:read",
  run: async (ctx, asked: z.input<typeof curvesInput>): Promise<Curve[]> => {
    const input = curvesInput.parse(asked);
    return steadily(async () => {
      const found: Curve[] = [];
      for (const curve of await storedCurves(ctx, input.runs, input.key))
        found.push(
          isReadWhole(curve, input)
            ? await wholeCurve(ctx, curve, input)
            : await outlinedCurve(ctx, curve, input),
        );
      return found;
    });
  },
});

/** What only all points can tell: an average, and how many have no place on a logarithm. */
function isReadWhole({ points, segments }: StoredCurve, { smoothing, scale }: CurvesInput) {
  const isPositive = segments.every(({ low }) => low === null || low > 0);
  return points !== undefined || smoothing > 0 || (scale === "log" && !isPositive);
}

async function wholeCurve(
  ctx: QueryCtx,
  curve: StoredCurve,
  { key, points: limit, smoothing, axis, scale }: CurvesInput,
): Promise<Curve> {
  const stretches = inSteps(curve.segments).map((segment) => ({ curve, ...wholeOf(segment) }));
  const all = inOrder(await readStretches(ctx, key, stretches), axis);
  const values = movingAverage(all.values, smoothing);
  return {
    runId: curve.runId,
    key,
    logged: values.length,
    steps: countSteps([listOf(all.steps)]),
    notFinite: countWhere(values, (value) => !Number.isFinite(value)),
    notPositive:
      scale === "log" ? countWhere(values, (value) => Number.isFinite(value) && value <= 0) : 0,
    points: pointsOf(thin({ ...all, values }, limit, { axis, scale })),
  };
}

/** Of a long curve only the segments are read that something is kept of. */
async function outlinedCurve(
  ctx: QueryCtx,
  curve: StoredCurve,
  { key, points: limit, axis, scale }: CurvesInput,
): Promise<Curve> {
  const segments = outline(curve.segments, limit, axis);
  const stretches = segments.map((segment) => ({ curve, ...wholeOf(segment) }));
  const kept = inOrder(await readStretches(ctx, key, stretches), axis);
  const laid = await laidOut(ctx, key, curve);
  return {
    runId: curve.runId,
    key,
    ...(await countPoints(ctx, key, curve)),
    steps: countSteps(stepsBetween(laid, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)),
    notPositive: 0,
    points: pointsOf(thin(kept, limit, { axis, scale })),
  };
}

function pointsOf({ steps, ats, values }: Points): Point[] {
  return Array.from(steps, (step, i) => ({ step, at: ats[i] ?? 0, value: values[i] ?? 0 }));
}

function countWhere(values: Float64Array, holds: (value: number) => boolean): number {
  return values.reduce((sum, value) => sum + Number(holds(value)), 0);
}

/** How many different points were logged; where segments could share some, they are read to find out. */
async function countPoints(ctx: QueryCtx, key: string, curve: StoredCurve) {
  const groups = groupDoubtful(curve.segments);
  const doubtful = groups.filter((group) => !isSure(group));
  const stretches = doubtful.flat().map((segment) => ({ curve, ...wholeOf(segment) }));
  const read = await readStretches(ctx, key, stretches);
  let [at, logged, notFinite] = [0, 0, 0];
  for (const group of groups) {
    const n = group.reduce((sum, segment) => sum + segment.n, 0);
    if (isSure(group)) {
      logged += n;
      notFinite += group.reduce((sum, { odd }) => sum + odd, 0);
    } else {
      const { values } = inOrder(slice(read, at, at + n));
      logged += values.length;
      notFinite += countWhere(values, (value) => !Number.isFinite(value));
      at += n;
    }
  }
  return { logged, notFinite };
}

/** A segment of which another point than the latest is known stands for a curve; each run's first will often do. */
const logging = prepared<{ ws: string; runs: string }, { key: string }>(
  (of) => sql`
    select distinct m.key
    from unnest(${of.runs}::text::text[]) as r (run_id)
    cross join lateral (
      select key, run_id, step, at, value from run_metrics
      where workspace_id = ${of.ws}::uuid and run_id = r.run_id offset 0) m
    cross join lateral (
      select 1 from metric_segments s
      where s.workspace_id = ${of.ws}::uuid and s.run_id = m.run_id and s.key = m.key
        and ((s.first_step, s.last_step, s.first_at, s.last_at) <> (m.step, m.step, m.at, m.at)
          or s.low <> s.high or s.low <> m.value)
      limit 1) other
    order by m.key`,
);

/** The metrics of which some of these runs logged more than one point, by name: the others are numbers, not curves. */
export const curveKeys = query({
  permission: "tracking:read",
  run: async ({ tx, workspaceId: ws }, runIds: readonly string[]): Promise<string[]> => {
    const rows = await logging(tx, { ws, runs: textArray(runIds) });
    return rows.map(({ key }) => key);
  },
});

/** As JSON can carry it. */
export function presentCurves(found: readonly Curve[]): { curves: WireCurve[] } {
  return {
    curves: found.map((curve) => ({
      ...curve,
      points: curve.points.map(({ step, at, value }) => ({
        step,
        timestamp: at,
        value: wireNumber(value),
      })),
    })),
  };
}
