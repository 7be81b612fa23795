/** Numbers and moments in words, the same on every page. All moments are UTC. */
export type Moment = Date | number | string;

const dash = "–";
const space = "\u00a0";
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

type Shown = number | string | null | undefined;

/** Beyond this many significant digits a double holds nothing. */
const allDigits = 17;

/**
 * Up to `digits` significant digits: 0.8123, 12 345, 1.2e-7; more where a number would else read as 1 or 100 and is
 * not: 0.99996. Text such as "NaN" passes through.
 */
export function formatNumber(value: Shown, digits = 4): string {
  if (value === null || value === undefined) return dash;
  if (typeof value === "string") return minus(value.replace("Infinity", "∞"));
  if (!Number.isFinite(value)) return minus(String(value).replace("Infinity", "∞"));
  let text = rounded(value, digits);
  for (let more = digits + 1; isFalseWhole(text, value) && more <= allDigits; more++)
    text = rounded(value, more);
  return minus(text);
}

/** Every digit the number has, for where it is shown with fewer. */
export function wholeNumber(value: number): string {
  return minus(String(value).replace("Infinity", "∞").replace("e+", "e"));
}

/** Whether a text shows every digit of the number. */
export function isWhole(text: string, value: number): boolean {
  return text.replaceAll(",", "").replace(/^\+/, "") === wholeNumber(value);
}

/**
 * Writes numbers that stand against each other: each to `digits` digits, and those that would look alike but are not
 * with as many more as tell them apart. What is written never contradicts their order.
 */
export function tellingApart(values: readonly Shown[], digits = 4): (value: Shown) => string {
  const texts = new Map<number, string>();
  let alike = [...new Set(values)].filter((value) => isFinite(value));
  for (let more = digits; alike.length > 0; more++) {
    for (const value of alike) texts.set(value, formatNumber(value, more));
    const counts = new Map<string, number>();
    for (const text of texts.values()) counts.set(text, (counts.get(text) ?? 0) + 1);
    alike =
      more >= allDigits
        ? []
        : [...texts].flatMap(([value, text]) => ((counts.get(text) ?? 0) > 1 ? [value] : []));
  }
  return (value) => (typeof value === "number" && texts.get(value)) || formatNumber(value, digits);
}

function isFinite(value: Shown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function rounded(value: number, digits: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e15)) return trimExponent(value, digits);
  return size >= 10 ** digits
    ? value.toLocaleString("en-GB", { maximumFractionDigits: 0 })
    : value.toLocaleString("en-GB", { maximumSignificantDigits: digits });
}

function isFalseWhole(text: string, value: number): boolean {
  const size = Math.abs(value);
  return size !== 1 && size !== 100 && /^-?(1|100)$/.test(text);
}

export function formatInteger(value: number | bigint): string {
  return minus(value.toLocaleString("en-GB", { maximumFractionDigits: 0 }));
}

/** To `digits` decimals; more where it would else read as nothing or all and is not. */
export function formatPercent(ratio: number, digits = 1): string {
  const text = (ratio * 100).toFixed(digits);
  const isFalse = (Number(text) === 0 && ratio !== 0) || (Number(text) === 100 && ratio !== 1);
  if (isFalse && digits < allDigits) return formatPercent(ratio, digits + 1);
  return `${minus(text)}${space}%`;
}

export function formatSigned(value: number, digits = 4): string {
  return signed(value, formatNumber(value, digits));
}

export function signed(value: number, text: string): string {
  return value > 0 ? `+${text}` : text;
}

export function formatDate(at: Moment): string {
  return write(at, { day: "numeric", month: "short", year: "numeric" });
}

/** ISO 8601 in UTC; null for what no calendar has. */
export function isoMoment(at: Moment | null): string | null {
  const date = at === null ? null : new Date(at);
  return date === null || Number.isNaN(date.getTime()) ? null : date.toISOString();
}

export function formatDateTime(at: Moment): string {
  if (isoMoment(at) === null) return dash;
  const time = write(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return `${formatDate(at)}, ${time}${space}UTC`;
}

export function formatDuration(milliseconds: number | null | undefined): string {
  if (milliseconds === null || milliseconds === undefined || milliseconds < 0) return dash;
  if (milliseconds < 1000) return `${Math.round(milliseconds)}${space}ms`;
  if (milliseconds < 10_000) return `${(milliseconds / 1000).toFixed(1)}${space}s`;
  if (milliseconds < minute - 500) return `${Math.round(milliseconds / 1000)}${space}s`;
  if (milliseconds < hour) return pair(Math.max(milliseconds, minute), minute, "m", 1000, "s");
  if (milliseconds < day) return pair(milliseconds, hour, "h", minute, "m");
  return pair(milliseconds, day, "d", hour, "h");
}

export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"] as const;
  const power = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value >= 100 || power === 0 ? Math.round(value) : value.toFixed(1)}${space}${units[power]}`;
}

/** "just now", "5 min ago", "in 3 d"; beyond thirty days the date itself. */
export function relativeTime(at: Moment, now: Moment = Date.now()): string {
  const gap = new Date(now).getTime() - new Date(at).getTime();
  const size = Math.abs(gap);
  if (Number.isNaN(size)) return dash;
  if (size < minute) return gap >= 0 ? "just now" : "in a moment";
  if (size >= 30 * day) return formatDate(at);
  const text =
    size < hour
      ? `${Math.floor(size / minute)}${space}min`
      : size < day
        ? `${Math.floor(size / hour)}${space}h`
        : `${Math.floor(size / day)}${space}d`;
  return gap >= 0 ? `${text} ago` : `in ${text}`;
}

export function shortId(id: string, length = 8): string {
  return id.length <= length ? id : id.slice(0, length);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatInteger(count)} ${count === 1 ? one : many}`;
}

function write(at: Moment, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return dash;
  return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" }).format(date);
}

function pair(value: number, big: number, bigName: string, small: number, smallName: string) {
  const whole = Math.floor(value / big);
  const rest = Math.floor((value - whole * big) / small);
  return `${whole}${space}${bigName} ${String(rest).padStart(2, "0")}${space}${smallName}`;
}

function trimExponent(value: number, digits: number): string {
  const text = digits < allDigits ? value.toExponential(digits - 1) : value.toExponential();
  return text.replace(/\.?0+e/, "e").replace("e+", "e");
}

function minus(text: string): string {
  return text.replace(/^-/, "−");
}
