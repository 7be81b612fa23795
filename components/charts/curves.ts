/** One point of a curve; `y` is null where the value was not a finite number. */
export type Point = { x: number; y: number | null };
export type Series = {
  key: string;
  label: string;
  points: readonly Point[];
  dashed?: boolean | undefined;
};
export type Row = { x: number } & Record<string, number | null>;

/** A point as it is drawn; `dot` where no line leads to it, or where others have the same place. */
export type Drawn = Point & { dot: boolean };

/** What is drawn of a curve: a value without a place is a gap. A logarithm has no place for zero and below. */
export function drawn(points: readonly Point[], log: boolean): Drawn[] {
  const isGap = (point: Point | undefined) => !point || point.y === null || (log && point.y <= 0);
  return points.map((point, at) => {
    const [before, after] = [points[at - 1], points[at + 1]];
    const shared = before?.x === point.x || after?.x === point.x;
    return {
      x: point.x,
      y: isGap(point) ? null : point.y,
      dot: !isGap(point) && (shared || (isGap(before) && isGap(after))),
    };
  });
}

/** Curves over one axis as a table: a row for every x that any of them has, and more where one has several values. */
export function mergeRows(series: readonly Series[]): Row[] {
  const rows = new Map<number, Row[]>();
  for (const [place, { points }] of series.entries())
    for (const { x, y } of points) {
      const atX = rows.get(x) ?? [];
      const free = atX.find((row) => !(`s${place}` in row));
      if (free) free[`s${place}`] = y;
      else rows.set(x, [...atX, { x, [`s${place}`]: y }]);
    }
  return [...rows.values()].toSorted((a, b) => (a[0]?.x ?? 0) - (b[0]?.x ?? 0)).flat();
}

/** At most `limit` rows, evenly taken, the first and the last among them. */
export function thin<Item>(items: readonly Item[], limit: number): Item[] {
  if (items.length <= limit) return [...items];
  const stride = (items.length - 1) / (limit - 1);
  return Array.from({ length: limit }, (_, place) => items[Math.round(place * stride)]).filter(
    (item) => item !== undefined,
  );
}
