import "server-only";
import { sql } from "drizzle-orm";

import { textArray } from "@/lib/db/arrays";
import { prepared } from "@/lib/db/prepared";
import {
  thin,
  wireNumber,
  type Curve,
  type Point,
  type WireCurve,
} from "@/lib/experiments/curves/curve";
import { groupDoubtful, inSteps, isSure, outline } from "@/lib/experiments/curves/outline";
import { inOrder, slice } from "@/lib/experiments/curves/points";
import { steadily } from "@/lib/experiments/curves/repacked";
import { wholeOf } from "@/lib/experiments/curves/segment";
import {
  readStretches,
  storedCurves,
  type StoredCurve,
} from "@/lib/experiments/curves/segment-queries";
import type { CurvesInput } from "@/lib/experiments/inputs";
import { query, type QueryCtx } from "@/lib/query";

/**
 * The history of one metric over up to 20 runs, thinned to about `points` each without losing extremes. Runs that
 * are not in this workspace or never logged the metric are left out.
 */
export const curves = query({
  permission: "tracking:read",
  run: async (ctx, { runs, key, points: limit }: CurvesInput): Promise<Curve[]> =>
    steadily(async () => {
      const found: Curve[] = [];
      for (const curve of await storedCurves(ctx, runs, key)) {
        const logged = await countPoints(ctx, key, curve);
        found.push({
          runId: curve.runId,
          key,
          logged,
          points: await shown(ctx, key, curve, limit),
        });
      }
      return found;
    }),
});

/** How many different points were logged; where segments could share some, they are read to find out. */
async function countPoints(ctx: QueryCtx, key: string, curve: StoredCurve): Promise<number> {
  const groups = groupDoubtful(curve.segments);
  const doubtful = groups.filter((group) => !isSure(group));
  const stretches = doubtful.flat().map((segment) => ({ curve, ...wholeOf(segment) }));
  const read = await readStretches(ctx, key, stretches);
  let [at, logged] = [0, 0];
  for (const group of groups) {
    const n = group.reduce((sum, segment) => sum + segment.n, 0);
    if (isSure(group)) logged += n;
    else {
      logged += inOrder(slice(read, at, at + n)).steps.length;
      at += n;
    }
  }
  return logged;
}

/** Of a long curve only the segments are read that something is kept of. */
async function shown(
  ctx: QueryCtx,
  key: string,
  curve: StoredCurve,
  limit: number,
): Promise<Point[]> {
  const segments = curve.points ? inSteps(curve.segments) : outline(curve.segments, limit);
  const stretches = segments.map((segment) => ({ curve, ...wholeOf(segment) }));
  const { steps, ats, values } = thin(inOrder(await readStretches(ctx, key, stretches)), limit);
  return Array.from(steps, (step, i) => ({ step, at: ats[i] ?? 0, value: values[i] ?? 0 }));
}

/** A segment of which another point than the latest is known stands for a curve; each run's first will often do. */
const logging = prepared<{ ws: string; runs: string }, { key: string }>(
  (of) => sql`
    select distinct m.key
    from unnest(${of.runs}::text::text[]) as r (run_id)
    cross join lateral (
      select key, run_id, step, at from run_metrics
      where workspace_id = ${of.ws}::uuid and run_id = r.run_id offset 0) m
    cross join lateral (
      select 1 from metric_segments s
      where s.workspace_id = ${of.ws}::uuid and s.run_id = m.run_id and s.key = m.key
        and (s.first_step, s.last_step, s.first_at, s.last_at) <> (m.step, m.step, m.at, m.at)
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
