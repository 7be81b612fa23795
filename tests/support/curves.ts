import * as fc from "fast-check";

import type { Point } from "@/lib/experiments/curves/curve";
import type { Points } from "@/lib/experiments/curves/points";
import type { Segment, StoredSegment } from "@/lib/experiments/curves/segment";

/** Any number a metric may take; near ones, so that points meet. */
export const value = fc.oneof(
  fc.double(),
  fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, -0, 1, -1),
);

const integer = fc.oneof(
  fc.integer({ min: -3, max: 40 }),
  fc.maxSafeInteger(),
  fc.constantFrom(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 2 ** 31, 2 ** 32),
);

/** Points as clients may log them: in any order, some of them again. */
export const anyPoints = fc.array(fc.record({ step: integer, at: integer.map(Math.abs), value }), {
  minLength: 1,
  maxLength: 60,
});

/** A curve as most are: step by step, in time. */
export const plainCurve = fc
  .record({
    start: fc.integer({ min: -100, max: 1000 }),
    stride: fc.integer({ min: 0, max: 20 }),
    pace: fc.integer({ min: 0, max: 2000 }),
    values: fc.array(value, { minLength: 1, maxLength: 300 }),
  })
  .map(({ start, stride, pace, values }): Point[] =>
    values.map((each, i) => ({ step: start + i * stride, at: 1000 + i * pace, value: each })),
  );

export function columns(points: readonly Point[]): Points {
  return {
    steps: Float64Array.from(points, ({ step }) => step),
    ats: Float64Array.from(points, ({ at }) => at),
    values: Float64Array.from(points, ({ value: each }) => each),
  };
}

export function rows({ steps, ats, values }: Points): Point[] {
  return Array.from(steps, (step, i) => ({ step, at: ats[i] ?? 0, value: values[i] ?? 0 }));
}

function rank(each: number): number[] {
  return Number.isNaN(each) ? [1, 0] : [0, each + 0];
}

/** The different points in order, slowly and plainly: NaN is above every number and equal to itself, zero is zero. */
export function plainly(points: readonly Point[], order: "step" | "time" = "step"): Point[] {
  const place = ({ step, at, value: each }: Point) =>
    order === "step" ? [step, at, ...rank(each)] : [at, step, ...rank(each)];
  const compare = (a: Point, b: Point) => {
    const other = place(b);
    const differs = place(a).findIndex((number, i) => number !== other[i]);
    return differs < 0 ? 0 : (place(a)[differs] ?? 0) < (other[differs] ?? 0) ? -1 : 1;
  };
  return points
    .toSorted(compare)
    .filter((point, i, sorted) => i === 0 || compare(sorted[i - 1] ?? point, point) !== 0);
}

export function stored(segment: Segment, id: string): StoredSegment {
  const { steps, times, values: _values, ...summary } = segment;
  const { n } = summary;
  return {
    ...summary,
    firstStep: Number(summary.firstStep),
    lastStep: Number(summary.lastStep),
    firstAt: Number(summary.firstAt),
    lastAt: Number(summary.lastAt),
    id,
    stepWidth: steps.length / n,
    timeWidth: times.length / n,
  };
}
