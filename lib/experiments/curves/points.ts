/** Points of one curve, column by column: a million of them cost 24 MB and no objects. */
export type Points = {
  steps: Float64Array;
  ats: Float64Array;
  values: Float64Array;
  fine?: Fine | undefined;
};
/** Where some step or time lies beyond 2^53: what has to be added to those of the same place. */
export type Fine = { steps: Float64Array; ats: Float64Array };

export function emptyFine(n: number): Fine {
  return { steps: new Float64Array(n), ats: new Float64Array(n) };
}

export function emptyPoints(n: number): Points {
  return {
    steps: new Float64Array(n),
    ats: new Float64Array(n),
    values: new Float64Array(n),
  };
}

/** Which of two points comes first: `step` by (step, time, value), `time` by (time, step, value). */
export type PointOrder = "step" | "time";

/** The points in order, each once. What is in order already is handed back as it is. */
export function inOrder(points: Points, order: PointOrder = "step"): Points {
  const n = points.steps.length;
  const [first, second] =
    order === "step" ? [points.steps, points.ats] : [points.ats, points.steps];
  const { values, fine } = points;
  const [fineFirst, fineSecond] =
    order === "step" ? [fine?.steps, fine?.ats] : [fine?.ats, fine?.steps];
  const compare = (a: number, b: number) =>
    difference(first, fineFirst, a, b) ||
    difference(second, fineSecond, a, b) ||
    compareValues(values[a] ?? 0, values[b] ?? 0);
  let at = 1;
  while (at < n && compare(at - 1, at) < 0) at++;
  if (at >= n) return points;
  // a tie goes to the one logged first, so that which zero stays does not depend on the sort
  const sorted = Uint32Array.from({ length: n }, (_, index) => index).toSorted(
    (a, b) => compare(a, b) || a - b,
  );
  const kept = sorted.filter((point, index) => {
    const before = sorted[index - 1];
    return before === undefined || compare(before, point) !== 0;
  });
  return pick(points, kept);
}

/** How far the whole number at `a` lies beyond the one at `b`, to the last digit. */
export function difference(
  near: Float64Array,
  fine: Float64Array | undefined,
  a: number,
  b: number,
): number {
  return (near[a] ?? 0) - (near[b] ?? 0) || (fine ? (fine[a] ?? 0) - (fine[b] ?? 0) : 0);
}

/** As PostgreSQL orders them: NaN is equal to itself and above every number, and there is one zero. */
export function compareValues(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}

/** The points at these places, in that order. */
export function pick(points: Points, places: ArrayLike<number>): Points {
  const picked = emptyPoints(places.length);
  const { fine } = points;
  if (fine) picked.fine = emptyFine(places.length);
  for (let at = 0; at < places.length; at++) {
    const place = places[at] ?? 0;
    picked.steps[at] = points.steps[place] ?? 0;
    picked.ats[at] = points.ats[place] ?? 0;
    picked.values[at] = points.values[place] ?? 0;
    if (!fine || !picked.fine) continue;
    picked.fine.steps[at] = fine.steps[place] ?? 0;
    picked.fine.ats[at] = fine.ats[place] ?? 0;
  }
  return picked;
}

export function slice(points: Points, from: number, to: number): Points {
  const { fine } = points;
  return {
    ...(fine && {
      fine: { steps: fine.steps.subarray(from, to), ats: fine.ats.subarray(from, to) },
    }),
    steps: points.steps.subarray(from, to),
    ats: points.ats.subarray(from, to),
    values: points.values.subarray(from, to),
  };
}

export function joined(parts: readonly Points[]): Points {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const n = parts.reduce((sum, { steps }) => sum + steps.length, 0);
  const all = emptyPoints(n);
  if (parts.some(({ fine }) => fine)) all.fine = emptyFine(n);
  let at = 0;
  for (const part of parts) {
    copy(part, all, at);
    at += part.steps.length;
  }
  return all;
}

function copy({ steps, ats, values, fine }: Points, into: Points, at: number): void {
  into.steps.set(steps, at);
  into.ats.set(ats, at);
  into.values.set(values, at);
  if (!fine) return;
  into.fine?.steps.set(fine.steps, at);
  into.fine?.ats.set(fine.ats, at);
}
