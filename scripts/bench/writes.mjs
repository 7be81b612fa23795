import { HttpClient } from "../lib/http-client.mjs";
import { time, timeTogether } from "./time.mjs";

const api = "/api/2.0/mlflow";

/** @typedef {{ url: string, key: string, workspaceId: string, databaseUrl: string }} Bench */

/**
 * @param {HttpClient} client
 * @param {string} name
 * @returns {Promise<{ experiment_id: string }>}
 */
export async function experimentNamed(client, name) {
  const found = await client.send("GET", `${api}/experiments/get-by-name?experiment_name=${name}`);
  if (found.status === 200) return JSON.parse(found.text).experiment;
  return client.json("POST", `${api}/experiments/create`, { name });
}

/**
 * A new run of the experiment that the measured writes go to.
 * @param {HttpClient} client
 * @param {string} run_name
 * @returns {Promise<{ run_id: string, artifact_uri: string }>}
 */
export async function startRun(client, run_name) {
  const { experiment_id } = await experimentNamed(client, "bench-writes");
  const run = { experiment_id, run_name, start_time: Date.now() };
  return (await client.json("POST", `${api}/runs/create`, run)).run.info;
}

/**
 * @param {Bench} bench
 * @param {number} count
 */
export async function measureLogMetric({ url, key }, count) {
  const client = new HttpClient(url, key);
  const { run_id } = await startRun(client, "one metric at a time");
  const durations = await time(count, (step) =>
    client.json("POST", `${api}/runs/log-metric`, {
      run_id,
      key: "loss",
      value: 1 / (step + 1),
      timestamp: Date.now(),
      step,
    }),
  );
  client.close();
  return durations;
}

/**
 * @param {Bench} bench
 * @param {number} count
 */
export async function measureCreateRun({ url, key }, count) {
  const client = new HttpClient(url, key);
  const { experiment_id } = await experimentNamed(client, "bench-writes");
  const durations = await time(count, (i) =>
    client.json("POST", `${api}/runs/create`, {
      experiment_id,
      run_name: `created ${i}`,
      start_time: Date.now(),
      tags: [
        { key: "mlflow.user", value: "bench" },
        { key: "mlflow.source.name", value: "train.py" },
        { key: "mlflow.source.type", value: "LOCAL" },
      ],
    }),
  );
  client.close();
  return durations;
}

/**
 * Each one byte, each to a path of its own.
 * @param {Bench} bench
 * @param {number} count
 */
export async function measurePutArtifact({ url, key }, count) {
  const client = new HttpClient(url, key);
  const { artifact_uri } = await startRun(client, "small files");
  const root = artifact_uri.replace(/^mlflow-artifacts:\//, "");
  const durations = await time(count, async (i) => {
    const path = `/api/2.0/mlflow-artifacts/artifacts/${root}/file-${i}.txt`;
    const { status } = await client.send("PUT", path, String(i % 10), {
      "Content-Type": "text/plain",
    });
    if (status !== 200) throw new Error(`PUT ${path}: ${status}`);
  });
  client.close();
  return durations;
}

/**
 * Each client logs batches of 1,000 points (10 keys, 100 steps) to a run of its own until the time is up.
 * @param {Bench} bench
 * @param {{ clients: number, seconds: number }} load
 */
export async function measureLogBatch({ url, key }, { clients, seconds }) {
  const all = Array.from({ length: clients }, () => new HttpClient(url, key));
  /** @type {string[]} */
  const runs = [];
  for (const [i, client] of all.entries())
    runs.push((await startRun(client, `batches ${i}`)).run_id);
  let step = 0;
  /**
   * @param {HttpClient} client
   * @param {number} i
   */
  const send = async (client, i) => {
    const from = step;
    step += 100;
    const metrics = Array.from({ length: 1000 }, (_, n) => ({
      key: `metric_${n % 10}`,
      value: Math.sin(from + n),
      timestamp: 1_700_000_000_000 + from + n,
      step: from + Math.floor(n / 10),
    }));
    await client.json("POST", `${api}/runs/log-batch`, { run_id: runs[i], metrics });
  };
  await Promise.all(all.map(send));
  const { durations, elapsed } = await timeTogether(all, seconds, send);
  for (const client of all) client.close();
  return { durations, rate: (durations.length * 1000) / elapsed };
}
