import {
  compareValues,
  inOrder,
  joined,
  slice,
  type Points,
} from "@/lib/experiments/curves/points";
import { wholeOf, type StoredSegment } from "@/lib/experiments/curves/segment";
import type { CurveStretch, StoredCurve } from "@/lib/experiments/curves/segment-queries";
import { splitInt64, type Int64 } from "@/lib/int64";

/** A place in a history: what comes after it is on the next page. */
export type Moment = { at: Int64; step: Int64; value: number };

type Read = (stretches: readonly CurveStretch[]) => Promise<Points>;

/** Read beyond what a page needs, for the points of its first segments that were on the page before. */
const margin = 2000;

/** The first points after a moment in the order of (time, step, value), reading no more segments than these lie in. */
export async function pointsAfter(
  curve: StoredCurve,
  after: Moment | undefined,
  count: number,
  read: Read,
): Promise<Points> {
  const ahead = curve.segments
    .filter((segment) => !after || !isPast(segment, after))
    .toSorted((a, b) => a.firstAt - b.firstAt || startStep(a) - startStep(b));
  let [found, next, wanted]: [Points | undefined, number, number] = [undefined, 0, count + margin];
  while (next < ahead.length) {
    const some: CurveStretch[] = [];
    for (let n = 0; n < wanted && next < ahead.length; next++) {
      const segment = ahead[next];
      if (!segment) break;
      some.push({ curve, ...wholeOf(segment) });
      n += segment.n;
    }
    const more = await read(some);
    found = inOrder(found ? joined([found, more]) : more, "time");
    // what may still come lies after the start of the next segment
    const sure = laterThan(before(found, ahead[next]), after, count);
    if (sure.steps.length >= count) return sure;
    wanted = found.steps.length;
  }
  return found ? laterThan(found, after, count) : laterThan(joined([]), after, count);
}

/** Where all of a segment has one time, its steps say more about where it begins and ends. */
function startStep({ firstAt, lastAt, firstStep }: StoredSegment): number {
  return firstAt === lastAt ? firstStep : Number.NEGATIVE_INFINITY;
}

function isPast({ firstAt, lastAt, lastStep }: StoredSegment, { at, step }: Moment): boolean {
  if (typeof at === "bigint" || typeof step === "bigint") return lastAt < Number(at);
  return lastAt < at || (lastAt === at && firstAt === at && lastStep < step);
}

function before(points: Points, next: StoredSegment | undefined): Points {
  if (!next) return points;
  const { steps, ats } = points;
  const [at, step] = [next.firstAt, startStep(next)];
  // two moments beyond 2^53 may look alike that are not, so only what lies clearly before is sure
  const isRough = !Number.isSafeInteger(at) || Math.abs(step) > Number.MAX_SAFE_INTEGER;
  return slice(
    points,
    0,
    firstWhere(points, (i) => {
      const difference = (ats[i] ?? 0) - at;
      return difference > 0 || (difference === 0 && (isRough || (steps[i] ?? 0) >= step));
    }),
  );
}

function laterThan(points: Points, after: Moment | undefined, count: number): Points {
  const { steps, ats, values, fine } = points;
  if (!after) return slice(points, 0, Math.min(count, steps.length));
  const [at, fineAt] = splitInt64(after.at);
  const [step, fineStep] = splitInt64(after.step);
  const from = firstWhere(points, (i) => {
    const difference =
      (ats[i] ?? 0) - at ||
      (fine?.ats[i] ?? 0) - fineAt ||
      (steps[i] ?? 0) - step ||
      (fine?.steps[i] ?? 0) - fineStep;
    return (difference || compareValues(values[i] ?? 0, after.value)) > 0;
  });
  return slice(points, from, Math.min(from + count, steps.length));
}

/** The first place from which on it holds. */
function firstWhere({ steps }: Points, holds: (place: number) => boolean): number {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
