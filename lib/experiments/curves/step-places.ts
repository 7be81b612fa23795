import type { Points } from "@/lib/experiments/curves/points";
import type { StoredSegment, Stretch } from "@/lib/experiments/curves/segment";
import { clip, listOf, type StepLine, type Steps } from "@/lib/experiments/curves/step-sample";

/** A segment with the steps of its points, as they lie in it. */
export type Laid = { segment: StoredSegment; steps: StepLine | Float64Array };

/** Whether the steps of a segment are known without its bytes. */
export function isLaidOut({ even, firstStep, lastStep }: StoredSegment): boolean {
  return even || firstStep === lastStep;
}

/** `read`: the points of the segments that are not laid out by themselves, one after the other. */
export function layOut(segments: readonly StoredSegment[], read: Points): Laid[] {
  let at = 0;
  return segments.map((segment) => {
    const { n, firstStep: first, lastStep: last } = segment;
    if (first === last) return { segment, steps: new Float64Array([first]) };
    if (segment.even) return { segment, steps: { first, stride: (last - first) / (n - 1), last } };
    at += n;
    return { segment, steps: read.steps.subarray(at - n, at) };
  });
}

/** The different steps of a curve between two bounds. */
export function stepsBetween(laid: readonly Laid[], from: number, to: number): Steps[] {
  const parts: Steps[] = [];
  const single: number[] = [];
  for (const { steps } of laid) {
    if (!(steps instanceof Float64Array)) parts.push(...clip(steps, from, to));
    else for (const step of steps) if (step >= from && step <= to) single.push(step);
  }
  return single.length > 0 ? [...parts, listOf(Float64Array.from(single))] : parts;
}

/** The first and the last of a curve's steps. */
export function endsOf(steps: readonly Steps[]): number[] {
  const firsts = steps.map((part) => (part instanceof Float64Array ? (part[0] ?? 0) : part.first));
  const lasts = steps.map((part) =>
    part instanceof Float64Array ? (part.at(-1) ?? 0) : part.last,
  );
  return steps.length > 0 ? [firsts.reduce(least), lasts.reduce(greatest)] : [];
}

const least = (a: number, b: number) => Math.min(a, b);
const greatest = (a: number, b: number) => Math.max(a, b);

/** Where in a segment the points of these steps lie. `steps` come in order. */
export function placesOf(
  { segment, steps }: Laid,
  wanted: readonly number[],
  isWanted: ReadonlySet<number>,
): Stretch[] {
  const { firstStep, lastStep, n } = segment;
  if (firstStep === lastStep)
    return isWanted.has(firstStep) ? [{ segment, from: 0, count: n }] : [];
  const places: number[] = [];
  if (steps instanceof Float64Array) {
    for (let at = 0; at < n; at++) if (isWanted.has(steps[at] ?? 0)) places.push(at);
  } else {
    for (let at = firstNotBelow(wanted, firstStep); (wanted[at] ?? Infinity) <= lastStep; at++) {
      const place = ((wanted[at] ?? 0) - firstStep) / steps.stride;
      if (Number.isInteger(place)) places.push(place);
    }
  }
  return stretchesOf(segment, places);
}

function firstNotBelow(steps: readonly number[], bound: number): number {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((steps[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Places that follow each other are read as one. */
function stretchesOf(segment: StoredSegment, places: readonly number[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const place of places) {
    const before = stretches.at(-1);
    if (before && before.from + before.count === place) before.count++;
    else stretches.push({ segment, from: place, count: 1 });
  }
  return stretches;
}

/** Those that the first `count` points in order lie in: where a client gave no steps, one step may hold them all. */
export function firstStretches(stretches: readonly Stretch[], count: number): Stretch[] {
  const sorted = stretches.toSorted(
    (a, b) => a.segment.firstStep - b.segment.firstStep || a.segment.firstAt - b.segment.firstAt,
  );
  let [points, lastStep, lastAt] = [0, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const end = sorted.findIndex(({ segment, count: stretchCount }) => {
    const { firstStep, firstAt } = segment;
    const follows = firstStep > lastStep || (firstStep === lastStep && firstAt > lastAt);
    if (points >= count && follows) return true;
    points += stretchCount;
    if (segment.lastStep > lastStep) [lastStep, lastAt] = [segment.lastStep, segment.lastAt];
    else if (segment.lastStep === lastStep) lastAt = Math.max(lastAt, segment.lastAt);
    return false;
  });
  return sorted.slice(0, end === -1 ? sorted.length : end);
}
