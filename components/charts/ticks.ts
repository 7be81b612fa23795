import { formatDate, formatInteger, isoMoment, tellingApart } from "@/lib/format";

/** Round places on an axis, how far it reaches, and how each place is written: no two alike. */
export type Ticks = { at: number[]; domain: [number, number]; write: (value: number) => string };

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Steps of 1, 2 or 5 times a power of ten; all ticks with the same decimals. */
export function numberTicks(low: number, high: number, { whole = false, count = 5 } = {}): Ticks {
  const tellable = Math.max(Math.abs(low), Math.abs(high)) * 1e-14 + 1e-300;
  const [from, to] = high - low > tellable ? [low, high] : aroundOne(low);
  // divided first, for the distance of the greatest doubles is infinite
  const step = Math.max(roundStep(to / count - from / count), whole ? 1 : 0);
  const decimals = Math.min(20, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  const place = (index: number) => Number((index * step).toPrecision(15));
  const [first, last] = [Math.floor(from / step + 1e-9), Math.ceil(to / step - 1e-9)];
  const all = Array.from({ length: last - first + 1 }, (_, i) => place(first + i));
  const at = [...new Set(all.filter(Number.isFinite))];
  const size = Math.max(...at.map(Math.abs));
  const told = tellingApart(at);
  const isPlain = size >= 1e-4 && size < 1e15 && step >= 1e-12;
  return {
    at,
    domain: [Math.min(low, at[0] ?? low), Math.max(high, at.at(-1) ?? high)],
    write: isPlain ? (value) => decimal(value, decimals) : told,
  };
}

function aroundOne(value: number): [number, number] {
  const size = Math.abs(value);
  const reach = size > 1e-290 ? size / 10 : 1;
  return [value - reach, value + reach];
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((each) => each * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

function decimal(value: number, decimals: number): string {
  return value
    .toLocaleString("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    .replace(/^-/, "−");
}

/** Powers of ten, with 2 and 5 between them where there are few. All values are above zero. */
export function logTicks(low: number, high: number): Ticks {
  if (high / low < 4) return within(low, numberTicks(low, high));
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const stride = Math.ceil(Math.max(1, last - first) / 6);
  const factors = last - first <= 3 ? [1, 2, 5] : [1];
  const all: number[] = [];
  for (let power = first; power <= last; power += stride)
    for (const factor of factors) all.push(Number(`${factor}e${power}`));
  const from = all.findLast((tick) => tick <= low) ?? low;
  const to = all.find((tick) => tick >= high) ?? high;
  const at = all.filter((tick) => tick >= from && tick <= to);
  return { at, domain: [from, to], write: tellingApart(at) };
}

/** Nothing is drawn at zero, where a logarithm ends. */
function within(low: number, { at, domain: [from, to], write }: Ticks): Ticks {
  return { at: at.filter((tick) => tick > 0), domain: [from > 0 ? from : low, to], write };
}

const spans = [1, 2, 5, 10, 20, 50, 100, 200, 500]
  .concat([1, 2, 5, 10, 15, 30].map((n) => n * second))
  .concat([1, 2, 5, 10, 15, 30].map((n) => n * minute))
  .concat([1, 2, 3, 6, 12].map((n) => n * hour))
  .concat([1, 2, 7, 14].map((n) => n * day));

/** Moments in UTC: with the day as soon as there are two, and the year as soon as there are two. */
export function timeTicks(from: number, to: number, count = 5): Ticks {
  const span = spanFor(to - from, count);
  const at = span === undefined ? monthsIn(from, to, count) : multiples(from, to, span);
  const isOneDay = formatDate(from) === formatDate(to);
  const years = new Date(from).getUTCFullYear() === new Date(to).getUTCFullYear() ? -5 : undefined;
  const dayOf = (value: number) => formatDate(value).slice(0, years);
  const write = (value: number) => {
    if (span === undefined || span >= day) return dayOf(value);
    return isOneDay ? clock(value, span) : `${dayOf(value)}, ${clock(value, span)}`;
  };
  return { at: at.length > 0 ? at : [from], domain: [from, to], write };
}

/** How long after the start; before it with a sign. */
export function elapsedTicks(from: number, to: number, count = 5): Ticks {
  const span = spanFor(to - from, count) ?? roundStep((to - from) / count / day) * day;
  const at = multiples(from, to, span);
  return { at: at.length > 0 ? at : [from], domain: [from, to], write: formatElapsed };
}

const units = [
  [day, "d"],
  [hour, "h"],
  [minute, "m"],
  [second, "s"],
  [1, "ms"],
] as const;

/** Every unit that is not nothing: two lengths never read alike. */
export function formatElapsed(value: number): string {
  let rest = Math.round(Math.abs(value));
  const parts: string[] = [];
  for (const [length, name] of units) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) parts.push(`${formatInteger(count)}\u00A0${name}`);
  }
  return parts.length === 0 ? "0" : `${value < 0 ? "−" : ""}${parts.join(" ")}`;
}

function spanFor(length: number, count: number): number | undefined {
  return spans.find((span) => length / span <= count);
}

function multiples(from: number, to: number, span: number): number[] {
  const first = Math.ceil(from / span);
  const length = Math.max(0, Math.floor(to / span) - first + 1);
  return Array.from({ length }, (_, i) => (first + i) * span);
}

function monthsIn(from: number, to: number, count: number): number[] {
  const start = new Date(from);
  const months = (to - from) / (30.4 * day);
  const stride = [1, 2, 3, 6, 12].find((each) => months / each <= count);
  const step = stride ?? Math.ceil(months / count / 12) * 12;
  const at: number[] = [];
  const first = stride === undefined || step === 12 ? 0 : start.getUTCMonth();
  for (let month = first; at.length <= count + 1; month += step) {
    const moment = Date.UTC(start.getUTCFullYear(), month, 1);
    if (moment > to || Number.isNaN(moment)) break;
    if (moment >= from) at.push(moment);
  }
  return at;
}

function clock(value: number, span: number): string {
  const [from, to] = [11, span < second ? 23 : span < minute ? 19 : 16];
  return isoMoment(value)?.slice(from, to) ?? "–";
}
