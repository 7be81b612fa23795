import { pick, type Points } from "@/lib/experiments/curves/points";

export type Point = { step: number; at: number; value: number };

/** A point as JSON can carry it: what is not a finite number becomes the word MLflow uses for it. */
export type WirePoint = {
  step: number;
  timestamp: number;
  value: number | "NaN" | "Infinity" | "-Infinity";
};

export type Curve = {
  runId: string;
  key: string;
  /** How many points were logged; more than `points` holds when it was thinned. */
  logged: number;
  /** At how many different steps. */
  steps: number;
  /** How many are not finite numbers. */
  notFinite: number;
  /** On a logarithmic scale: how many are zero or below, so that they have no place. */
  notPositive: number;
  points: Point[];
};

export type WireCurve = Omit<Curve, "points"> & { points: WirePoint[] };

export type XAxis = "step" | "elapsed" | "time";

/** What stretches are cut along, and on what scale they are drawn. */
export type Drawing = { axis: "step" | "time"; scale: "linear" | "log" };
const plain: Drawing = { axis: "step", scale: "linear" };

/**
 * Thins a curve to about `limit` points without losing what the eye looks for: of each stretch of steps the first,
 * last, lowest and highest point stay (M4; Jugel et al., VLDB 2014), and the first that cannot be drawn. One is
 * enough: it is drawn as a gap, a stretch is narrower than the eye tells gaps apart, and the ends of the stretch say
 * whether the gap reaches beyond it. How many there were, or of which kind, a thinned curve does not say. `points` come
 * ordered along the axis.
 */
export function thin(points: Points, limit: number, { axis, scale }: Drawing = plain): Points {
  const { values } = points;
  const places = axis === "step" ? points.steps : points.ats;
  const n = places.length;
  if (n <= limit) return points;
  const first = places[0] ?? 0;
  const columns = Math.max(1, Math.floor(limit / 4));
  const width = ((places[n - 1] ?? 0) - first) / columns;
  const column = (place: number) =>
    width > 0
      ? Math.min(columns - 1, Math.floor(((places[place] ?? 0) - first) / width))
      : Math.floor((place * columns) / n);
  const kept = new Set<number>();
  for (let from = 0, to = 0; from < n; from = to) {
    const here = column(from);
    while (to < n && column(to) === here) to++;
    for (const corner of cornersOf(values, from, to, scale)) kept.add(corner);
  }
  return pick(
    points,
    [...kept].toSorted((a, b) => a - b),
  );
}

/** What is not a finite number has no place on a chart, and zero and below have none on a logarithm. */
export function isDrawn(value: number, scale: Drawing["scale"]): boolean {
  return Number.isFinite(value) && (scale === "linear" || value > 0);
}

function cornersOf(
  values: Float64Array,
  from: number,
  to: number,
  scale: Drawing["scale"],
): number[] {
  let [low, high, broken] = [-1, -1, -1];
  for (let place = from; place < to; place++) {
    const value = values[place] ?? 0;
    if (!isDrawn(value, scale)) {
      if (broken < 0) broken = place;
      continue;
    }
    if (low < 0 || value < (values[low] ?? 0)) low = place;
    if (high < 0 || value > (values[high] ?? 0)) high = place;
  }
  return [from, to - 1, low, high, broken].filter((place) => place >= 0);
}

/** Where a point lies on the chosen axis: its step, milliseconds since `start`, or Unix milliseconds. */
export function along(axis: XAxis, point: Point, start: number): number {
  if (axis === "step") return point.step;
  return axis === "time" ? point.at : point.at - start;
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
