import { table } from "../lib/output.mjs";
import { quantile } from "./time.mjs";

/**
 * @typedef {{ p50?: number, p95?: number }} Limit milliseconds to stay under
 * @typedef {Limit & { name: string, durations: readonly number[] }} Figure
 * @typedef {object} Results
 * @property {Record<"bare" | "ping" | "health" | "insert", number[]>} baselines
 * @property {Figure[]} figures
 * @property {{ rate: number } | undefined} logBatch
 * @property {{ before: number, after: number }} resident
 * @property {Awaited<ReturnType<typeof import("./chain.mjs").measureChain>> | undefined} chain
 */

/** @param {number} value */
const ms = (value) => (Number.isFinite(value) ? value.toFixed(2) : "> 60 s");
/** @param {boolean} holds */
const verdict = (holds) => (holds ? "met" : "missed");
/** @param {number} value */
const whole = (value) => Math.round(value).toLocaleString("en-GB");

/**
 * A line of the table: durations, and what the p50 or the p95 must stay under.
 * @param {string} name
 * @param {readonly number[]} durations
 * @param {Limit} [under]
 * @returns {Figure}
 */
export const figure = (name, durations, under = {}) => ({ name, durations, ...under });

/** @param {Limit} limit */
function target({ p50, p95 }) {
  if (p50 !== undefined) return { says: `p50 < ${p50} ms`, share: 0.5, limit: p50 };
  if (p95 !== undefined) return { says: `p95 < ${p95} ms`, share: 0.95, limit: p95 };
  return undefined;
}

/**
 * @param {Figure} figureShown
 * @param {number} floor
 */
function row(figureShown, floor) {
  const { name, durations } = figureShown;
  const [p50, p95] = [quantile(durations, 0.5), quantile(durations, 0.95)];
  const wanted = target(figureShown);
  return [
    name,
    ms(p50),
    ms(p95),
    (p50 / floor).toFixed(1),
    wanted?.says ?? "",
    wanted ? verdict(quantile(durations, wanted.share) < wanted.limit) : "",
  ];
}

/**
 * Each minute that was begun may have an entry, the last one too, and so do the run and its experiment.
 * @param {NonNullable<Results["chain"]>} chain
 */
function chainLine({ points, seconds, receipts, entries, minutes, found }) {
  const few = entries <= Math.ceil(minutes) + 3;
  return [
    `  audit chain    ${entries} entries for ${whole(points)} points in ${whole(receipts)} batches, logged in ${seconds.toFixed(1)} s, sealed within ${minutes.toFixed(1)} minutes (target by the minute: ${verdict(few)})`,
    `                 a receipt changed by hand: ${found ?? "not found"} (target found: ${verdict(found !== null)})`,
  ].join("\n");
}

/**
 * Prints every figure with its target, and how many times the baseline of this same run it costs.
 * @param {Results} results
 */
export function report({ baselines, figures, logBatch, resident, chain }) {
  const floor = quantile(baselines.bare, 0.5) + quantile(baselines.insert, 0.5);
  const lines = [
    figure("baseline: bare node:http", baselines.bare),
    figure("baseline: one INSERT, committed", baselines.insert),
    figure("GET /health", baselines.health),
    figure("GET /api/ping", baselines.ping),
    ...figures,
  ];
  console.log("");
  console.log(
    table(
      ["", "p50 ms", "p95 ms", "× baseline", "target", ""],
      lines.map((line) => row(line, floor)),
    ),
  );
  console.log("");
  if (logBatch)
    console.log(
      `  log-batch      ${whole(logBatch.rate)} metrics/s, 8 clients (target 120,000: ${verdict(logBatch.rate >= 120_000)})`,
    );
  console.log(
    `  web memory     ${whole(resident.before)} MiB before, ${whole(resident.after)} MiB after (target under 400: ${verdict(resident.after < 400)})`,
  );
  if (chain) console.log(chainLine(chain));
  console.log(
    "  × baseline     p50 over the p50 of a bare answer plus that of one committed INSERT\n",
  );
}
