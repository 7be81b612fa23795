import { formatDateTime, formatDuration, formatInteger } from "@/lib/format";

export type XKind = "step" | "time" | "minutes";

export const axisNames = { step: "Step", time: "Time", minutes: "Time since start" } as const;

/** One place along the x axis in words. */
export function writeX(kind: XKind, x: number): string {
  switch (kind) {
    case "step":
      return formatInteger(x);
    case "time":
      return formatDateTime(x);
    case "minutes":
      return formatDuration(x * 60_000);
  }
}

export function tickX(kind: XKind, x: number): string {
  return kind === "time"
    ? (formatDateTime(x).split(", ")[1]?.replace(" UTC", "") ?? "")
    : writeX(kind, x);
}
