/** Points of one curve, column by column: a million of them cost 24 MB and no objects. */
export type Points = { steps: Float64Array; ats: Float64Array; values: Float64Array };

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
  const { values } = points;
  const compare = (a: number, b: number) =>
    (first[a] ?? 0) - (first[b] ?? 0) ||
    (second[a] ?? 0) - (second[b] ?? 0) ||
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

/** As PostgreSQL orders them: NaN is equal to itself and above every number, and there is one zero. */
export function compareValues(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}

/** The points at these places, in that order. */
export function pick(points: Points, places: ArrayLike<number>): Points {
  const picked = emptyPoints(places.length);
  for (let at = 0; at < places.length; at++) {
    const place = places[at] ?? 0;
    picked.steps[at] = points.steps[place] ?? 0;
    picked.ats[at] = points.ats[place] ?? 0;
    picked.values[at] = points.values[place] ?? 0;
  }
  return picked;
}

export function slice(points: Points, from: number, to: number): Points {
  return {
    steps: points.steps.subarray(from, to),
    ats: points.ats.subarray(from, to),
    values: points.values.subarray(from, to),
  };
}

export function joined(parts: readonly Points[]): Points {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const all = emptyPoints(parts.reduce((sum, { steps }) => sum + steps.length, 0));
  let at = 0;
  for (const part of parts) {
    copy(part, all, at);
    at += part.steps.length;
  }
  return all;
}

function copy({ steps, ats, values }: Points, into: Points, at: number): void {
  into.steps.set(steps, at);
  into.ats.set(ats, at);
  into.values.set(values, at);
}
