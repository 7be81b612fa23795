import "server-only";
import { sql } from "drizzle-orm";

import { prepared } from "@/lib/db/prepared";
import { pointsAfter, type Moment } from "@/lib/experiments/curves/history";
import { inOrder, slice, type Points } from "@/lib/experiments/curves/points";
import { steadily } from "@/lib/experiments/curves/repacked";
import { countPoints, stepWidthOf, wholeOf } from "@/lib/experiments/curves/segment";
import {
  readStretches,
  storedCurves,
  type StoredCurve,
} from "@/lib/experiments/curves/segment-queries";
import {
  endsOf,
  firstStretches,
  isLaidOut,
  layOut,
  placesOf,
  stepsBetween,
  type Laid,
} from "@/lib/experiments/curves/step-places";
import { sampleSteps, type Steps } from "@/lib/experiments/curves/step-sample";
import { runMissing } from "@/lib/experiments/runs/run-queries";
import { joinInt64, readInt64, type Int64 } from "@/lib/int64";
import { encodeCursor } from "@/lib/paging";
import { query, type QueryCtx } from "@/lib/query";
import { decodePlace, type SortTerm } from "@/lib/search/order";

export type HistoryPoint = { key: string; value: number; step: Int64; timestamp: Int64 };
export type RunPoint = HistoryPoint & { runId: string };

/** As many points as one answer holds, however many are asked for. */
export const historyLimit = 25_000;

const inTime: SortTerm[] = [
  { by: sql`at`, direction: "asc", type: "bigint" },
  { by: sql`step`, direction: "asc", type: "bigint" },
  { by: sql`value`, direction: "asc", type: "float8" },
];

const findRun = prepared<{ ws: string; runId: string }, object>(
  (of) => sql`select 1 from runs where workspace_id = ${of.ws}::uuid and run_id = ${of.runId}`,
);

export type HistoryPage = { points: HistoryPoint[]; next: string | null };
type Page = { limit?: number | undefined; cursor?: string | undefined };

/** The points of one metric in the order of time, a page at a time. Throws `missing` when the run is. */
export const metricHistory = query({
  permission: "tracking:read",
  run: async (
    ctx,
    runId: string,
    key: string,
    { limit: asked, cursor }: Page = {},
  ): Promise<HistoryPage> => {
    const after = cursor ? momentOf(cursor) : undefined;
    const limit = Math.min(asked || historyLimit, historyLimit);
    const [[run], found] = await Promise.all([
      findRun(ctx.tx, { ws: ctx.workspaceId, runId }),
      steadily(async () => {
        const [curve] = await storedCurves(ctx, [runId], key, { since: after?.at ?? 0 });
        const read = readStretches.bind(null, ctx, key);
        return curve && pointsAfter(curve, after, limit + 1, read);
      }),
    ]);
    if (!run) throw runMissing(runId);
    const points = found ? pointsOf(key, slice(found, 0, limit)) : [];
    const last = points.at(-1);
    return {
      points,
      next: last && (found?.steps.length ?? 0) > limit ? tokenOf(last) : null,
    };
  },
});

function momentOf(cursor: string): Moment {
  const [at, step, value] = decodePlace(cursor, inTime);
  return { at: readInt64(at) ?? 0, step: readInt64(step) ?? 0, value: Number(value) };
}

function tokenOf({ timestamp, step, value }: HistoryPoint): string {
  return encodeCursor([String(timestamp), String(step), String(value)]);
}

function pointsOf(key: string, { steps, ats, values, fine }: Points): HistoryPoint[] {
  return Array.from(steps, (step, i) => ({
    key,
    value: values[i] ?? 0,
    step: fine ? joinInt64(step, fine.steps[i] ?? 0) : step,
    timestamp: fine ? joinInt64(ats[i] ?? 0, fine.ats[i] ?? 0) : (ats[i] ?? 0),
  }));
}

function runPointsOf(runId: string, key: string, points: Points): RunPoint[] {
  return pointsOf(key, points).map((point) => ({ ...point, runId }));
}

/** The points of one metric in several runs, run by run and each in the order of time, up to `limit` in all. */
export const metricHistories = query({
  permission: "tracking:read",
  run: async (ctx, runIds: readonly string[], key: string, limit: number) =>
    steadily(async () => {
      const histories: RunPoint[] = [];
      const sorted = [...new Set(runIds)].toSorted((a, b) => (a < b ? -1 : 1));
      for (const curve of await storedCurves(ctx, sorted, key)) {
        const left = limit - histories.length;
        if (left <= 0) break;
        const read = readStretches.bind(null, ctx, key);
        const points = await pointsAfter(curve, undefined, left, read);
        histories.push(...runPointsOf(curve.runId, key, points));
      }
      return histories;
    }),
});

type Sample = { limit: number; from?: number; to?: number };
type RunSteps = { curve: StoredCurve; laid: Laid[]; steps: Steps[] };

/**
 * One metric in several runs at about `limit` steps, the same for all, as MLflow samples them: evenly spread over
 * all steps logged, with every run's first and last. Of a long curve only the points of these steps are read.
 */
export const sampledHistories = query({
  permission: "tracking:read",
  run: async (ctx, runIds: readonly string[], key: string, { limit, ...range }: Sample) => {
    const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = range;
    return steadily(async () => {
      const bounds = { fromStep: range.from, toStep: range.to };
      const found: RunSteps[] = [];
      for (const curve of await storedCurves(ctx, runIds, key, bounds)) {
        const laid = await laidOut(ctx, key, curve);
        found.push({ curve, laid, steps: stepsBetween(laid, from, to) });
      }
      const sampled = sampleSteps(
        found.flatMap(({ steps }) => steps),
        limit,
      );
      const ends = found.flatMap(({ steps }) => endsOf(steps));
      const wanted = [...new Set([...sampled, ...ends])].toSorted((a, b) => a - b);
      return pointsAt(ctx, key, found, wanted);
    });
  },
});

/** A curve's segments with their steps; the bytes of steps are read only where they lie unevenly. */
export async function laidOut(ctx: QueryCtx, key: string, curve: StoredCurve): Promise<Laid[]> {
  const unknown = curve.segments.filter((segment) => !isLaidOut(segment));
  const stretches = unknown.map((segment) => ({ curve, ...wholeOf(segment) }));
  return layOut(curve.segments, await readStretches(ctx, key, stretches, stepWidthOf));
}

async function pointsAt(
  ctx: QueryCtx,
  key: string,
  found: readonly RunSteps[],
  wanted: readonly number[],
): Promise<RunPoint[]> {
  const isWanted = new Set(wanted);
  const stretches = found.map(({ curve, laid }) =>
    firstStretches(
      laid.flatMap((segment) => placesOf(segment, wanted, isWanted)),
      historyLimit,
    ).map((stretch) => ({ ...stretch, curve })),
  );
  const read = await readStretches(ctx, key, stretches.flat());
  let at = 0;
  return found.flatMap(({ curve }, run) => {
    const from = at;
    at += countPoints(stretches[run] ?? []);
    const points = inOrder(slice(read, from, at));
    return runPointsOf(curve.runId, key, slice(points, 0, historyLimit));
  });
}
