import {
  elapsedTicks,
  formatElapsed,
  numberTicks,
  timeTicks,
  type Ticks,
} from "@/components/charts/ticks";
import { formatDate, formatInteger, isoMoment } from "@/lib/format";

export type XKind = "step" | "elapsed" | "time";

export const axisNames = { step: "Step", time: "Time", elapsed: "Time since start" } as const;

/** One place along the x axis in words, to the millisecond: two places never read alike. */
export function writeX(kind: XKind, x: number): string {
  if (kind === "step") return formatInteger(x);
  return kind === "time" ? formatMoment(x) : formatElapsed(x);
}

export function formatMoment(at: number): string {
  const clock = isoMoment(at)?.slice(11, 23).replace(".000", "");
  return clock === undefined ? formatDate(at) : `${formatDate(at)}, ${clock}\u00A0UTC`;
}

export function ticksX(kind: XKind, from: number, to: number): Ticks {
  if (kind === "time") return timeTicks(from, to);
  if (kind === "elapsed") return elapsedTicks(from, to);
  const { at, write } = numberTicks(from, to, { whole: true });
  const inside = at.filter((tick) => tick >= from && tick <= to);
  return { at: inside.length > 0 ? inside : [from], domain: [from, to], write };
}

/** What the axis is called: of a time axis within one day also which. */
export function titleX(kind: XKind, from: number, to: number): string {
  if (kind !== "time") return axisNames[kind];
  return formatDate(from) === formatDate(to) ? `${formatDate(from)}, UTC` : "UTC";
}
