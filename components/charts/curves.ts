/** One point of a curve; `y` is null where the value was not a finite number. */
export type Point = { x: number; y: number | null };
export type Series = {
  key: string;
  label: string;
  points: readonly Point[];
  dashed?: boolean | undefined;
};
export type Row = { x: number } & Record<string, number | null>;

/**
 * Exponential moving average with the start-up bias taken out, as TensorBoard draws it:
 * s(n) = w·s(n−1) + (1−w)·y(n), shown as s(n) / (1 − wⁿ). Gaps are left as gaps.
 */
export function smooth(points: readonly Point[], weight: number): Point[] {
  if (weight <= 0) return [...points];
  let sum = 0;
  let count = 0;
  return points.map(({ x, y }) => {
    if (y === null) return { x, y };
    sum = sum * weight + (1 - weight) * y;
    count += 1;
    return { x, y: sum / (1 - weight ** count) };
  });
}

/** Curves over one axis: a row for every x that any of them has. A logarithm has no place for zero and below. */
export function mergeRows(
  series: readonly Series[],
  { weight, log }: { weight: number; log: boolean },
): Row[] {
  const rows = new Map<number, Row>();
  series.forEach(({ points }, place) => {
    for (const { x, y } of smooth(points, weight)) {
      const row: Row = rows.get(x) ?? { x };
      row[`s${place}`] = log && y !== null && y <= 0 ? null : y;
      rows.set(x, row);
    }
  });
  return [...rows.values()].toSorted((a, b) => a.x - b.x);
}

/** At most `limit` rows, evenly taken, the first and the last among them. */
export function thin<Item>(items: readonly Item[], limit: number): Item[] {
  if (items.length <= limit) return [...items];
  const stride = (items.length - 1) / (limit - 1);
  return Array.from({ length: limit }, (_, place) => items[Math.round(place * stride)]).filter(
    (item) => item !== undefined,
  );
}
