import {
  difference,
  emptyFine,
  emptyPoints,
  type Fine,
  type Points,
} from "@/lib/experiments/curves/points";
import { joinInt64, type Int64 } from "@/lib/int64";

/** What a stretch of a curve holds, without its bytes. */
export type SegmentSummary<Whole extends Int64 = number> = {
  n: number;
  /** Each step is later than the one before by the same, so they are known without their bytes. */
  even: boolean;
  firstStep: Whole;
  lastStep: Whole;
  firstAt: Whole;
  lastAt: Whole;
  /** The extremes of the finite values; null when there is none. */
  low: number | null;
  high: number | null;
  /** How many values are not finite. */
  odd: number;
};

/**
 * Column by column, in network byte order: values as float8; steps and times as nothing where they lie on a line from
 * the least to the greatest, as uint32 above the least, or as int8. Beyond 2^53 they are written as int8 alone.
 */
export type Segment = SegmentSummary<Int64> & { steps: Buffer; times: Buffer; values: Buffer };

/** A batch of fewer points of a metric is appended to the segment of those before it, until that holds as many. */
export const fewPoints = 32;
/** Segments of fewer points are packed together. */
export const packedPoints = 1000;

const widest = 8;
const narrow = 4;
const narrowRange = 2 ** 31;

/** The points, which come in order, as small as they get. */
export function packedSegment(points: Points): Segment {
  const summary = summaryOf(points);
  return {
    ...summary,
    steps: packColumn(points.steps, points.fine?.steps, summary.firstStep, summary.lastStep),
    times: packColumn(points.ats, points.fine?.ats, summary.firstAt, summary.lastAt),
    values: packValues(points.values),
  };
}

/** The points in any order, so written that two segments are joined by joining their bytes. */
export function plainSegment(points: Points): Segment {
  return {
    ...summaryOf(points),
    steps: packWide(points.steps, points.fine?.steps),
    times: packWide(points.ats, points.fine?.ats),
    values: packValues(points.values),
  };
}

function summaryOf({ steps, ats, values, fine }: Points): SegmentSummary<Int64> {
  const n = steps.length;
  let [low, high, odd] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) odd++;
    else {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  const [firstStep, lastStep] = ends(steps, fine?.steps);
  const [firstAt, lastAt] = ends(ats, fine?.ats);
  return {
    n,
    even: isLine(steps, firstStep, lastStep) && (n === 1 || lastStep > firstStep),
    firstStep,
    lastStep,
    firstAt,
    lastAt,
    low: odd === n ? null : low,
    high: odd === n ? null : high,
    odd,
  };
}

function ends(numbers: Float64Array, fine: Float64Array | undefined): [Int64, Int64] {
  if (fine) return fineEnds(numbers, fine);
  let [least, greatest] = [numbers[0] ?? 0, numbers[0] ?? 0];
  for (const number of numbers) {
    if (number < least) least = number;
    if (number > greatest) greatest = number;
  }
  return [least, greatest];
}

function fineEnds(numbers: Float64Array, fine: Float64Array): [Int64, Int64] {
  let [least, greatest] = [0, 0];
  for (let at = 0; at < numbers.length; at++) {
    if (difference(numbers, fine, at, least) < 0) least = at;
    if (difference(numbers, fine, at, greatest) > 0) greatest = at;
  }
  const whole = (at: number) => joinInt64(numbers[at] ?? 0, fine[at] ?? 0);
  return [whole(least), whole(greatest)];
}

function isLine(numbers: Float64Array, least: Int64, greatest: Int64): boolean {
  if (typeof least === "bigint" || typeof greatest === "bigint") return false;
  const stride = strideOf(least, greatest, numbers.length);
  if (!Number.isInteger(stride)) return false;
  for (let at = 0; at < numbers.length; at++) if (numbers[at] !== least + at * stride) return false;
  return true;
}

function strideOf(least: number, greatest: number, n: number): number {
  return n > 1 ? (greatest - least) / (n - 1) : 0;
}

function packColumn(
  numbers: Float64Array,
  fine: Float64Array | undefined,
  least: Int64,
  greatest: Int64,
): Buffer {
  if (isLine(numbers, least, greatest)) return Buffer.alloc(0);
  if (typeof least === "bigint" || typeof greatest === "bigint") return packWide(numbers, fine);
  if (greatest - least >= narrowRange) return packWide(numbers);
  return packed(numbers, narrow, (view, place, number) => view.setUint32(place, number - least));
}

function packWide(numbers: Float64Array, fine?: Float64Array): Buffer {
  if (fine)
    return packed(numbers, widest, (view, place, number) =>
      view.setBigInt64(place, BigInt(number) + BigInt(fine[place / widest] ?? 0)),
    );
  return packed(numbers, widest, (view, place, number) => {
    const upper = Math.floor(number / 2 ** 32);
    view.setInt32(place, upper);
    view.setUint32(place + narrow, number - upper * 2 ** 32);
  });
}

function packValues(values: Float64Array): Buffer {
  return packed(values, widest, (view, place, value) => view.setFloat64(place, value));
}

function packed(
  numbers: Float64Array,
  width: number,
  write: (view: DataView, place: number, number: number) => void,
): Buffer {
  const bytes = Buffer.alloc(numbers.length * width);
  const view = viewOf(bytes);
  for (let at = 0; at < numbers.length; at++) write(view, at * width, numbers[at] ?? 0);
  return bytes;
}

/** Ten times as fast as a buffer's own methods. */
function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A segment as it lies in the database: how wide its columns are tells how they are written. */
export type StoredSegment = SegmentSummary & { id: string; stepWidth: number; timeWidth: number };

/** Part of a segment: `count` points from the place `from` on. */
export type Stretch = { segment: StoredSegment; from: number; count: number };

export function wholeOf(segment: StoredSegment): Stretch {
  return { segment, from: 0, count: segment.n };
}

export function countPoints(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { count }) => sum + count, 0);
}

export type Widths = { step: number; time: number; value: number };

/** How many bytes of each point have to be read: evenly spaced steps are known without any. */
export function widthsOf({ even, stepWidth, timeWidth }: StoredSegment): Widths {
  return { step: even ? 0 : stepWidth, time: timeWidth, value: widest };
}

/** The same where only the steps are asked for. */
export function stepWidthOf(segment: StoredSegment): Widths {
  return { ...widthsOf(segment), time: 0, value: 0 };
}

/** Whether the points lie in order, each once; those of appended batches do so by chance alone. */
export function isOrdered({ even, stepWidth }: StoredSegment): boolean {
  return even || stepWidth < widest;
}

/** The points of these stretches, out of their bytes: steps, times and values of each, one stretch after the other. */
export function unpack(stretches: readonly Stretch[], bytes: Buffer, widths = widthsOf): Points {
  const all = emptyPoints(countPoints(stretches));
  const { steps, ats, values } = all;
  const fineOf = (): Fine => (all.fine ??= emptyFine(steps.length));
  const view = viewOf(bytes);
  let [at, offset] = [0, 0];
  for (const { segment, from, count } of stretches) {
    const { n, firstStep, lastStep, firstAt, lastAt } = segment;
    const { step, time, value } = widths(segment);
    const end = at + count;
    if (step === narrow) unpackNarrow(steps.subarray(at, end), view, offset, firstStep);
    else if (step > 0)
      unpackWide({ into: steps, from: at, to: end }, view, offset, () => fineOf().steps);
    else layLine(steps.subarray(at, end), from, firstStep, strideOf(firstStep, lastStep, n));
    offset += step * count;
    if (time === narrow) unpackNarrow(ats.subarray(at, end), view, offset, firstAt);
    else if (time > 0)
      unpackWide({ into: ats, from: at, to: end }, view, offset, () => fineOf().ats);
    else layLine(ats.subarray(at, end), from, firstAt, strideOf(firstAt, lastAt, n));
    offset += time * count;
    for (; at < end; at++) {
      if (value > 0) values[at] = view.getFloat64(offset);
      offset += value;
    }
  }
  return all;
}

function layLine(into: Float64Array, from: number, least: number, stride: number): void {
  for (let i = 0; i < into.length; i++) into[i] = least + (from + i) * stride;
}

function unpackNarrow(into: Float64Array, view: DataView, offset: number, least: number): void {
  for (let i = 0; i < into.length; i++) into[i] = least + view.getUint32(offset + i * narrow);
}

/** What a float64 leaves over of a number beyond 2^53 is kept apart; the two parts of it are exact each. */
function unpackWide(
  column: { into: Float64Array; from: number; to: number },
  view: DataView,
  offset: number,
  fine: () => Float64Array,
): void {
  const { into, from, to } = column;
  for (let i = from; i < to; i++) {
    const place = offset + (i - from) * widest;
    const upper = view.getInt32(place) * 2 ** 32;
    const lower = view.getUint32(place + narrow);
    const near = upper + lower;
    into[i] = near;
    if (!Number.isSafeInteger(near)) fine()[i] = lower - (near - upper);
  }
}
