import "server-only";
import { sql } from "drizzle-orm";

import { numberArray, textArray } from "@/lib/db/arrays";
import { prepared } from "@/lib/db/prepared";
import { joined, slice, type Points } from "@/lib/experiments/curves/points";
import { Repacked } from "@/lib/experiments/curves/repacked";
import {
  unpack,
  wholeOf,
  widthsOf,
  type StoredSegment,
  type Stretch,
  type Widths,
} from "@/lib/experiments/curves/segment";
import { greatestInt64, leastInt64, type Int64 } from "@/lib/int64";
import type { QueryCtx } from "@/lib/query";

export type StoredCurve = {
  runId: string;
  segments: StoredSegment[];
  /** Where the points are few: all of them, by segment. */
  points: ReadonlyMap<string, Points> | undefined;
};

type Bounds = { fromStep?: number | undefined; toStep?: number | undefined; since?: Int64 };

/** Up to this many points are read along with the segments. */
const few = 4000;
/** As many points travel at once. */
const most = 250_000;

type Row = Record<Column, string> & { runId: string; bytes: Buffer | null };
type Column = (typeof columns)[number];
const columns = [
  "ids",
  "ns",
  "evens",
  "firstSteps",
  "lastSteps",
  "firstAts",
  "lastAts",
  "lows",
  "highs",
  "odds",
  "stepSizes",
  "timeSizes",
] as const;

/**
 * What is known of each run's curve without its bytes, column by column. Every part is an aggregate or a subquery of
 * one run, so there is one way to plan it: along the primary key, whatever the database knows of its rows.
 */
const finding = prepared<
  { ws: string; runs: string; key: string; from: string; to: string; since: string },
  Row
>(
  (of) => sql`
    select r.run_id as "runId", c.*, case when c.total <= ${sql.raw(String(few))} then (
        select string_agg(case when s.even then '' else s.step_bytes end || s.time_bytes || s.value_bytes, ''
          order by s.segment_id)
        from metric_segments s
        where s.workspace_id = ${of.ws}::uuid and s.run_id = r.run_id and s.key = ${of.key}
          and s.last_step >= ${of.from}::bigint and s.first_step <= ${of.to}::bigint
          and s.last_at >= ${of.since}::bigint) end as bytes
    from unnest(${of.runs}::text::text[]) with ordinality as r (run_id, place)
    cross join lateral (
      select sum(s.n) as total, array_agg(s.segment_id)::text as ids, array_agg(s.n)::text as ns,
        array_agg(s.even::int)::text as evens,
        array_agg(s.first_step)::text as "firstSteps", array_agg(s.last_step)::text as "lastSteps",
        array_agg(s.first_at)::text as "firstAts", array_agg(s.last_at)::text as "lastAts",
        array_agg(coalesce(s.low, 0))::text as lows, array_agg(coalesce(s.high, 0))::text as highs,
        array_agg(s.odd)::text as odds,
        array_agg(octet_length(s.step_bytes))::text as "stepSizes",
        array_agg(octet_length(s.time_bytes))::text as "timeSizes"
      from metric_segments s
      where s.workspace_id = ${of.ws}::uuid and s.run_id = r.run_id and s.key = ${of.key}
        and s.last_step >= ${of.from}::bigint and s.first_step <= ${of.to}::bigint
        and s.last_at >= ${of.since}::bigint) c
    where c.total > 0
    order by r.place`,
);

/** The stored curves of one metric, in the order of the runs; runs that never logged it are left out. */
export async function storedCurves(
  ctx: QueryCtx,
  runIds: readonly string[],
  key: string,
  { fromStep, toStep, since = 0 }: Bounds = {},
): Promise<StoredCurve[]> {
  const from = String(fromStep ?? leastInt64);
  const to = String(toStep ?? greatestInt64);
  const runs = textArray([...new Set(runIds)]);
  const ws = ctx.workspaceId;
  const rows = await finding(ctx.tx, { ws, runs, key, from, to, since: String(since) });
  return rows.map(({ runId, bytes, ...row }) => {
    const segments = segmentsOf(row);
    return { runId, segments, points: bytes ? pointsOf(segments, bytes) : undefined };
  });
}

/** The bytes come in the order of the ids. */
function pointsOf(segments: readonly StoredSegment[], bytes: Buffer): Map<string, Points> {
  const stretches = segments.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(wholeOf);
  const points = unpack(stretches, bytes);
  let at = 0;
  return new Map(
    stretches.map(({ segment: { id, n } }) => {
      at += n;
      return [id, slice(points, at - n, at)];
    }),
  );
}

function segmentsOf(row: Record<Column, string>): StoredSegment[] {
  const lists = new Map<Column, number[]>();
  for (const column of columns) if (column !== "ids") lists.set(column, numbersOf(row[column]));
  return row.ids
    .slice(1, -1)
    .split(",")
    .map((id, place) => {
      const at = (column: Column) => lists.get(column)?.[place] ?? 0;
      const [n, odd] = [at("ns"), at("odds")];
      return {
        id,
        n,
        even: at("evens") === 1,
        firstStep: at("firstSteps"),
        lastStep: at("lastSteps"),
        firstAt: at("firstAts"),
        lastAt: at("lastAts"),
        low: odd === n ? null : at("lows"),
        high: odd === n ? null : at("highs"),
        odd,
        stepWidth: at("stepSizes") / n,
        timeWidth: at("timeSizes") / n,
      };
    });
}

/** An array in PostgreSQL's spelling, none of its numbers null or no number. */
function numbersOf(array: string): number[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return JSON.parse(`[${array.slice(1, -1)}]`) as number[];
}

export type CurveStretch = Stretch & { curve: StoredCurve };

type Cuts = Record<
  | "ws"
  | "key"
  | "runs"
  | "ids"
  | "steps"
  | "stepSizes"
  | "times"
  | "timeSizes"
  | "values"
  | "valueSizes",
  string
>;

/** Each segment by its whole primary key, in a subquery of its own; of its bytes only those that are asked for. */
const cutting = prepared<Cuts, { bytes: Buffer | null }>(
  (of) => sql`
    select string_agg((
        select substring(s.step_bytes from u.step for u.step_size)
          || substring(s.time_bytes from u.time for u.time_size)
          || substring(s.value_bytes from u.value for u.value_size)
        from metric_segments s
        where s.workspace_id = ${of.ws}::uuid and s.run_id = u.run_id and s.key = ${of.key}
          and s.segment_id = u.id), '' order by u.place) as bytes
    from unnest(${of.runs}::text::text[], ${of.ids}::text::uuid[],
      ${of.steps}::text::int[], ${of.stepSizes}::text::int[],
      ${of.times}::text::int[], ${of.timeSizes}::text::int[],
      ${of.values}::text::int[], ${of.valueSizes}::text::int[]) with ordinality
      as u (run_id, id, step, step_size, time, time_size, value, value_size, place)`,
);

/** The points of these stretches, one after the other. */
export async function readStretches(
  ctx: QueryCtx,
  key: string,
  stretches: readonly CurveStretch[],
  widths = widthsOf,
): Promise<Points> {
  const parts: Points[] = [];
  for (const some of portions(stretches)) {
    const known = some[0]?.curve.points !== undefined;
    parts.push(known ? joined(some.map(knownPoints)) : await readSome(ctx, key, some, widths));
  }
  return joined(parts);
}

/** Stretches that are read together. */
function portions(stretches: readonly CurveStretch[]): CurveStretch[][] {
  const all: CurveStretch[][] = [];
  let [points, known]: [number, boolean | undefined] = [0, undefined];
  for (const stretch of stretches) {
    const isKnown = stretch.curve.points !== undefined;
    if (isKnown !== known || points + stretch.count > most) {
      all.push([]);
      [points, known] = [0, isKnown];
    }
    all.at(-1)?.push(stretch);
    points += stretch.count;
  }
  return all;
}

function knownPoints({ curve, segment, from, count }: CurveStretch): Points {
  const points = curve.points?.get(segment.id);
  if (!points) throw new Error("a curve's points are known by all its segments");
  return slice(points, from, from + count);
}

async function readSome(
  { tx, workspaceId: ws }: QueryCtx,
  key: string,
  stretches: readonly CurveStretch[],
  widthsIn: (segment: StoredSegment) => Widths,
): Promise<Points> {
  const widths = stretches.map(({ segment }) => widthsIn(segment));
  const starts = (column: keyof Widths) =>
    numberArray(stretches.map(({ from }, at) => from * (widths[at]?.[column] ?? 0) + 1));
  const sizes = (column: keyof Widths) =>
    numberArray(stretches.map(({ count }, at) => count * (widths[at]?.[column] ?? 0)));
  const [row] = await cutting(tx, {
    ws,
    key,
    runs: textArray(stretches.map(({ curve }) => curve.runId)),
    ids: textArray(stretches.map(({ segment }) => segment.id)),
    steps: starts("step"),
    stepSizes: sizes("step"),
    times: starts("time"),
    timeSizes: sizes("time"),
    values: starts("value"),
    valueSizes: sizes("value"),
  });
  const expected = stretches.reduce((sum, { count }, at) => {
    const { step = 0, time = 0, value = 0 } = widths[at] ?? {};
    return sum + (step + time + value) * count;
  }, 0);
  if (row?.bytes?.length !== expected) throw new Repacked();
  return unpack(stretches, row.bytes, widthsIn);
}
