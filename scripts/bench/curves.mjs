import { connect } from "../lib/database.mjs";
import { HttpClient } from "../lib/http-client.mjs";
import { time } from "./time.mjs";
import { startRun } from "./writes.mjs";

const api = "/api/2.0/mlflow";
const batch = 1000;

/** How long one answer is waited for before the figure is given up. */
const patience = 60_000;

/**
 * @typedef {import("./writes.mjs").Bench} Bench
 */

/**
 * The planner must not come to know the tables by chance: nothing is analysed until the curves were read.
 * @template Result
 * @param {string} databaseUrl
 * @param {() => Promise<Result>} body
 */
export async function withoutAutovacuum(databaseUrl, body) {
  /** @param {"on" | "off"} value */
  const set = async (value) => {
    const sql = await connect(databaseUrl);
    await sql.unsafe(`alter system set autovacuum = ${value}`);
    await sql`select pg_reload_conf()`;
    await sql.end();
  };
  await set("off");
  try {
    return await body();
  } finally {
    await set("on");
  }
}

/**
 * Logs one metric's curve by several clients at once, as fast as they are answered.
 * @param {Bench} bench
 * @param {number} points
 * @param {number} clients
 */
export async function logCurve({ url, key }, points, clients) {
  const first = new HttpClient(url, key);
  const all = [first, ...Array.from({ length: clients - 1 }, () => new HttpClient(url, key))];
  const { run_id } = await startRun(first, `a curve of ${points} points`);
  let next = 0;
  await Promise.all(
    all.map(async (client) => {
      while (next < points) {
        const from = next;
        next += batch;
        const metrics = Array.from({ length: Math.min(batch, points - from) }, (_, n) => ({
          key: "loss",
          value: Math.exp(-(from + n) / points) + Math.sin(from + n) / 10,
          timestamp: 1_700_000_000_000 + (from + n) * 10,
          step: from + n,
        }));
        await client.json("POST", `${api}/runs/log-batch`, { run_id, metrics });
      }
    }),
  );
  for (const client of all) client.close();
  return run_id;
}

/**
 * 320 points of the curve, from the very first time it is asked for. An answer that does not come counts as Infinity.
 * @param {Bench} bench
 * @param {string} run_id
 * @param {number} count
 */
export async function measureSamples({ url, key, databaseUrl }, run_id, count) {
  const client = new HttpClient(url, key);
  const query = new URLSearchParams({ run_ids: run_id, metric_key: "loss", max_results: "320" });
  const path = `${api}/metrics/get-history-bulk-interval?${query}`;
  const late = AbortSignal.timeout(patience);
  try {
    return await time(count, () => client.json("GET", path, undefined, {}, late), 0);
  } catch (error) {
    if (!late.aborted) throw error;
    await cancelStatements(databaseUrl);
    return [Number.POSITIVE_INFINITY];
  } finally {
    client.close();
  }
}

/**
 * What is still being computed for an answer nobody waits for would slow down every figure after it.
 * @param {string} databaseUrl
 */
async function cancelStatements(databaseUrl) {
  const sql = await connect(databaseUrl);
  await sql`
    select pg_cancel_backend(pid) from pg_stat_activity
    where state = 'active' and datname = current_database() and pid <> pg_backend_pid()`;
  await sql.end();
}
