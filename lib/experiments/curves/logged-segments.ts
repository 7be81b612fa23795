import { emptyFine, emptyPoints, inOrder, type Points } from "@/lib/experiments/curves/points";
import {
  fewPoints,
  packedSegment,
  plainSegment,
  type Segment,
} from "@/lib/experiments/curves/segment";
import { splitInt64, type Int64 } from "@/lib/int64";

type Logged = { key: string; step: Int64; timestamp: Int64; value: number };

export type LoggedSegment = Segment & { key: string };

/** A batch as one segment for each metric, by key, so that concurrent batches lock rows in one order. */
export function loggedSegments(points: readonly Logged[]): LoggedSegment[] {
  const byKey = new Map<string, Logged[]>();
  for (const point of points) {
    const known = byKey.get(point.key);
    if (known) known.push(point);
    else byKey.set(point.key, [point]);
  }
  return [...byKey]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, logged]) => {
      const ordered = inOrder(columnsOf(logged));
      const few = ordered.steps.length < fewPoints;
      return { key, ...(few ? plainSegment(ordered) : packedSegment(ordered)) };
    });
}

function columnsOf(logged: readonly Logged[]): Points {
  const points = emptyPoints(logged.length);
  for (let at = 0; at < logged.length; at++) {
    const point = logged[at];
    if (!point) continue;
    points.values[at] = point.value;
    if (typeof point.step === "number" && typeof point.timestamp === "number") {
      points.steps[at] = point.step;
      points.ats[at] = point.timestamp;
    } else putFinely(points, at, point);
  }
  return points;
}

function putFinely(points: Points, at: number, { step, timestamp }: Logged): void {
  points.fine ??= emptyFine(points.steps.length);
  [points.steps[at], points.fine.steps[at]] = splitInt64(step);
  [points.ats[at], points.fine.ats[at]] = splitInt64(timestamp);
}
