import type { Drawing } from "@/lib/experiments/curves/curve";
import { isOrdered, type StoredSegment } from "@/lib/experiments/curves/segment";

/**
 * The segments that hold whatever `thin` keeps of the whole curve: of each stretch of the axis those with its first, last,
 * lowest and highest point and one that is not finite, and those that reach into the next stretch. Where all points
 * have one step, stretches of time stand for them.
 */
export function outline(
  segments: readonly StoredSegment[],
  limit: number,
  axis: Drawing["axis"] = "step",
): StoredSegment[] {
  const sorted = inSteps(segments);
  if (segments.reduce((sum, { n }) => sum + n, 0) <= limit) return sorted;
  const columns = Math.max(1, Math.floor(limit / 4));
  const { from, width, spanOf } = axisOf(segments, columns, axis);
  const column = (x: number) =>
    width > 0 ? Math.min(columns - 1, Math.floor((x - from) / width)) : 0;
  const kept = new Set<StoredSegment>();
  const inside = Array.from({ length: columns }, (): StoredSegment[] => []);
  for (const segment of sorted) {
    const [first, last] = spanOf(segment).map(column);
    if (first === undefined || first !== last) kept.add(segment);
    else inside[first]?.push(segment);
  }
  for (const stretch of inside) for (const corner of cornersOf(stretch, axis)) kept.add(corner);
  return sorted.filter((segment) => kept.has(segment));
}

/** As they follow each other: points read in this order seldom have to be sorted. */
export function inSteps(segments: readonly StoredSegment[]): StoredSegment[] {
  return segments.toSorted((a, b) => a.firstStep - b.firstStep || a.firstAt - b.firstAt);
}

type Span = [first: number, last: number];
const stepsOf = ({ firstStep, lastStep }: StoredSegment): Span => [firstStep, lastStep];
const timesOf = ({ firstAt, lastAt }: StoredSegment): Span => [firstAt, lastAt];

function axisOf(segments: readonly StoredSegment[], columns: number, axis: Drawing["axis"]) {
  const [steps, times] = [reach(segments, stepsOf), reach(segments, timesOf)];
  const stepwise = axis === "step" && steps[1] > steps[0];
  const [from, to] = stepwise ? steps : times;
  return { from, width: (to - from) / columns, spanOf: stepwise ? stepsOf : timesOf };
}

function reach(segments: readonly StoredSegment[], spanOf: (of: StoredSegment) => Span): Span {
  return segments.map(spanOf).reduce(([a, b], [c, d]): Span => [Math.min(a, c), Math.max(b, d)]);
}

function cornersOf(stretch: readonly StoredSegment[], axis: Drawing["axis"]): StoredSegment[] {
  const [near, far] = axis === "step" ? [stepsOf, timesOf] : [timesOf, stepsOf];
  const best = (isBetter: (a: StoredSegment, b: StoredSegment) => boolean) =>
    stretch.reduce<StoredSegment | undefined>(
      (known, segment) => (known && !isBetter(segment, known) ? known : segment),
      undefined,
    );
  const corners = [
    best((a, b) => (near(a)[0] - near(b)[0] || far(a)[0] - far(b)[0]) < 0),
    best((a, b) => (near(a)[1] - near(b)[1] || far(a)[1] - far(b)[1]) > 0),
    best((a, b) => a.low !== null && (b.low === null || a.low < b.low)),
    best((a, b) => a.high !== null && (b.high === null || a.high > b.high)),
    stretch.find(({ odd }) => odd > 0),
  ];
  return corners.filter((segment) => segment !== undefined);
}

/**
 * Segments that could hold the same point, together; those that cannot are apart. In each group but the ordered ones
 * that stand alone a point may have been logged twice.
 */
export function groupDoubtful(segments: readonly StoredSegment[]): StoredSegment[][] {
  const groups: StoredSegment[][] = [];
  let [lastStep, lastAt] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const segment of inSteps(segments)) {
    const apart = segment.firstStep > lastStep || segment.firstAt > lastAt;
    if (apart) groups.push([segment]);
    else groups.at(-1)?.push(segment);
    lastStep = Math.max(lastStep, segment.lastStep);
    lastAt = Math.max(lastAt, segment.lastAt);
  }
  return groups;
}

/** Whether every point of the group is there once. */
export function isSure([segment, ...others]: readonly StoredSegment[]): boolean {
  return segment !== undefined && others.length === 0 && isOrdered(segment);
}
