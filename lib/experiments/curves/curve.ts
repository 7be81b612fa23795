export type Point = { step: number; at: number; value: number };

/** A point as JSON can carry it: what is not a finite number becomes the word MLflow uses for it. */
export type WirePoint = {
  step: number;
  at: number;
  value: number | "NaN" | "Infinity" | "-Infinity";
};

export type Curve = {
  runId: string;
  key: string;
  /** How many points were logged; more than `points` holds when it was thinned. */
  logged: number;
  points: Point[];
};

export type WireCurve = Omit<Curve, "points"> & { points: WirePoint[] };

export type XAxis = "step" | "minutes" | "time";

/**
 * Thins a curve to about `limit` points without losing what the eye looks for: of each stretch of steps the first,
 * last, lowest and highest point stay (M4; Jugel et al., VLDB 2014), and every point that is not a finite number.
 * `points` come ordered by step.
 */
export function thin(points: readonly Point[], limit: number): Point[] {
  if (points.length <= limit) return [...points];
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return [];
  const columns = Math.max(1, Math.floor(limit / 4));
  const width = (last.step - first.step) / columns;
  const kept = new Set<Point>();
  const column = (point: Point, index: number) =>
    width > 0
      ? Math.min(columns - 1, Math.floor((point.step - first.step) / width))
      : Math.floor((index * columns) / points.length);
  let at = -1;
  let stretch: Point[] = [];
  points.forEach((point, index) => {
    const here = column(point, index);
    if (here !== at) {
      keepCorners(stretch, kept);
      stretch = [];
      at = here;
    }
    stretch.push(point);
  });
  keepCorners(stretch, kept);
  return points.filter((point) => kept.has(point));
}

function keepCorners(stretch: readonly Point[], kept: Set<Point>): void {
  let low: Point | undefined;
  let high: Point | undefined;
  for (const point of stretch) {
    if (!Number.isFinite(point.value)) continue;
    if (!low || point.value < low.value) low = point;
    if (!high || point.value > high.value) high = point;
  }
  const broken = stretch.find((point) => !Number.isFinite(point.value));
  for (const point of [stretch[0], stretch.at(-1), low, high, broken]) if (point) kept.add(point);
}

/** Where a point lies on the chosen axis: its step, minutes since `start`, or Unix milliseconds. */
export function along(axis: XAxis, point: Point, start: number): number {
  if (axis === "step") return point.step;
  return axis === "time" ? point.at : (point.at - start) / 60_000;
}

/** A number as JSON can carry it, in the words MLflow uses. */
export function wireNumber(value: number): number | "NaN" | "Infinity" | "-Infinity" {
  if (Number.isFinite(value)) return value;
  if (Number.isNaN(value)) return "NaN";
  return value > 0 ? "Infinity" : "-Infinity";
}

/** Back from the wire; what is not a finite number is a gap. */
export function plotted(value: WirePoint["value"]): number | null {
  return typeof value === "number" ? value : null;
}
