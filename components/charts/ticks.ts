import { formatDate, formatDuration, isoMoment, tellingApart } from "@/lib/format";

/** Round places on an axis, how far it reaches, and how each place is written: no two alike. */
export type Ticks = { at: number[]; domain: [number, number]; write: (value: number) => string };

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Steps of 1, 2 or 5 times a power of ten; all ticks with the same decimals. */
export function numberTicks(low: number, high: number, { whole = false, count = 5 } = {}): Ticks {
  const [from, to] = low < high ? [low, high] : aroundOne(low);
  const step = Math.max(roundStep((to - from) / count), whole ? 1 : 0);
  const decimals = Math.min(20, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  const place = (index: number) => Number((index * step).toFixed(decimals));
  const [first, last] = [Math.floor(from / step + 1e-9), Math.ceil(to / step - 1e-9)];
  const at = Array.from({ length: Math.min(last - first, 50) + 1 }, (_, i) => place(first + i));
  const size = Math.max(...at.map(Math.abs));
  const told = tellingApart(at);
  const isPlain = size >= 1e-4 && size < 1e15 && step >= 1e-12;
  return {
    at: [...new Set(at)],
    domain: [Math.min(low, place(first)), Math.max(high, place(last))],
    write: isPlain ? (value) => decimal(value, decimals) : told,
  };
}

function aroundOne(value: number): [number, number] {
  const reach = Math.abs(value) / 10 || 1;
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

export function formatElapsed(value: number): string {
  if (value === 0) return "0";
  return value < 0 ? `−${formatDuration(-value)}` : formatDuration(value);
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
