import { connect } from "../lib/database.mjs";
import { HttpClient } from "../lib/http-client.mjs";
import { logCurve } from "./curves.mjs";
import { seedRuns } from "./seed-runs.mjs";

/**
 * @typedef {import("./writes.mjs").Bench} Bench
 * @typedef {{ runs: number, points: number, keys: number, files: number }} Sizes
 * @typedef {object} Hostile
 * @property {string} experimentId of many runs
 * @property {string} curve a run with a long history
 * @property {string[]} wide runs with many parameters and metrics
 * @property {string} full a run whose folder holds many files
 * @property {string} model one whose version's `MLmodel` would keep a parser busy
 */

/**
 * A workspace as somebody would make it who means harm: more of everything than pages are made for.
 * @param {Bench} bench
 * @param {Sizes} sizes
 * @returns {Promise<Hostile>}
 */
export async function makeHostile(bench, { runs, points, keys, files }) {
  const { experimentId } = await seedRuns(bench, runs);
  const curve = await logCurve(bench, points, 8);
  const sql = await connect(bench.databaseUrl);
  try {
    const rows = await sql`
      select run_id as id from runs where workspace_id = ${bench.workspaceId}
        and experiment_id = ${experimentId} order by start_time desc limit 21`;
    const [full, ...wide] = rows.map(({ id }) => String(id));
    const at = { ...bench, experimentId };
    await widen(sql, at, wide.slice(0, 20), keys);
    await fill(sql, at, String(full), files);
    await sql`vacuum analyze`;
    return { experimentId, curve, wide, full: String(full), model: await addModel(bench) };
  } finally {
    await sql.end();
  }
}

/** @typedef {{ workspaceId: string, experimentId: string }} At */

/**
 * @param {import("postgres").Sql} sql
 * @param {At} at
 * @param {string[]} runs
 * @param {number} keys
 */
async function widen(sql, { workspaceId, experimentId }, runs, keys) {
  await sql`
    update runs set params = (
      select jsonb_object_agg('param-' || n, md5(run_id || n)) from generate_series(1, ${keys}::int) n)
    where workspace_id = ${workspaceId} and run_id = any(${runs}::text[])`;
  await sql`
    insert into run_metrics (workspace_id, run_id, key, experiment_id, value, step, at)
    select ${workspaceId}, r, 'metric-' || n, ${experimentId}, random(), 9, 1700000000000
    from unnest(${runs}::text[]) r, generate_series(1, ${keys}::int) n`;
  for (const kind of ["metric", "param"])
    await sql`
      insert into experiment_keys (workspace_id, experiment_id, kind, key)
      select ${workspaceId}, ${experimentId}, ${kind}::key_kind, ${kind} || '-' || n
      from generate_series(1, ${keys}::int) n on conflict do nothing`;
}

/**
 * @param {import("postgres").Sql} sql
 * @param {At} at
 * @param {string} run
 * @param {number} files
 */
async function fill(sql, { workspaceId, experimentId }, run, files) {
  await sql`
    insert into artifacts (workspace_id, path, sha256, size, created_at)
    select ${workspaceId}, ${experimentId} || '/' || ${run} || '/artifacts/file-' || n, md5(n::text) || md5(n::text),
      1000, now() from generate_series(1, ${files}::int) n`;
}

/** @param {Bench} bench */
async function addModel({ url, key }) {
  const client = new HttpClient(url, key);
  const api = "/api/2.0/mlflow";
  const { run } = await client.json("POST", `${api}/runs/create`, { experiment_id: "0" });
  const { run_id, artifact_uri } = run.info;
  const text = Array.from({ length: 4500 }, (_, n) => `key${n}: 1`).join("\n");
  const path = `/api/2.0/mlflow-artifacts/artifacts/0/${run_id}/artifacts/model/MLmodel`;
  await client.send("PUT", path, text, { "Content-Type": "application/octet-stream" });
  const name = "hostile";
  await client.json("POST", `${api}/registered-models/create`, { name });
  await client.json("POST", `${api}/model-versions/create`, {
    name,
    source: `${artifact_uri}/model`,
    run_id,
  });
  client.close();
  return name;
}
