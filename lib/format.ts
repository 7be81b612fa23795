/** Numbers and moments in words, the same on every page. All moments are UTC. */
export type Moment = Date | number | string;

const dash = "–";
const space = "\u00a0";
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Up to `digits` significant digits: 0.8123, 12 345, 1.2e-7. Text such as "NaN" passes through. */
export function formatNumber(value: number | string | null | undefined, digits = 4): string {
  if (value === null || value === undefined) return dash;
  if (typeof value === "string") return minus(value.replace("Infinity", "∞"));
  if (!Number.isFinite(value)) return minus(String(value).replace("Infinity", "∞"));
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e15)) return minus(trimExponent(value, digits));
  if (size >= 10 ** digits)
    return minus(value.toLocaleString("en-GB", { maximumFractionDigits: 0 }));
  return minus(value.toLocaleString("en-GB", { maximumSignificantDigits: digits }));
}

export function formatInteger(value: number | bigint): string {
  return minus(value.toLocaleString("en-GB", { maximumFractionDigits: 0 }));
}

export function formatPercent(ratio: number, digits = 1): string {
  return `${minus((ratio * 100).toFixed(digits))}${space}%`;
}

export function formatSigned(value: number, digits = 4): string {
  return value > 0 ? `+${formatNumber(value, digits)}` : formatNumber(value, digits);
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
  return value
    .toExponential(digits - 1)
    .replace(/\.?0+e/, "e")
    .replace("e+", "e");
}

function minus(text: string): string {
  return text.replace(/^-/, "−");
}
