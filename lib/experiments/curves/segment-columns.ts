import type { Segment } from "@/lib/experiments/curves/segment";

export const segmentColumnNames = [
  "ns",
  "evens",
  "firstSteps",
  "lastSteps",
  "firstAts",
  "lastAts",
  "lows",
  "highs",
  "odds",
  "stepBytes",
  "timeBytes",
  "valueBytes",
] as const;

/** Segments as a statement takes them, column by column. */
export type SegmentColumns = Record<(typeof segmentColumnNames)[number], string>;

export function segmentColumns(segments: readonly Segment[]): SegmentColumns {
  const column = (value: (segment: Segment) => number | bigint | boolean | string | null) =>
    `{${segments.map((segment) => value(segment) ?? "NULL").join(",")}}`;
  const bytes = (value: (segment: Segment) => Buffer) =>
    column((segment) => `"${value(segment).toString("hex")}"`);
  return {
    ns: column(({ n }) => n),
    evens: column(({ even }) => even),
    firstSteps: column(({ firstStep }) => firstStep),
    lastSteps: column(({ lastStep }) => lastStep),
    firstAts: column(({ firstAt }) => firstAt),
    lastAts: column(({ lastAt }) => lastAt),
    lows: column(({ low }) => low),
    highs: column(({ high }) => high),
    odds: column(({ odd }) => odd),
    stepBytes: bytes(({ steps }) => steps),
    timeBytes: bytes(({ times }) => times),
    valueBytes: bytes(({ values }) => values),
  };
}
