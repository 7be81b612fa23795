import { connect } from "../lib/database.mjs";
import { HttpClient } from "../lib/http-client.mjs";

const api = "/api/2.0/mlflow";

/** Runs `body` one after another and answers each duration in milliseconds, after a warm-up. */
async function time(count, body, warmUp = Math.ceil(count / 10)) {
  for (let i = 0; i < warmUp; i++) await body(i);
  const durations = [];
  for (let i = 0; i < count; i++) {
    const began = performance.now();
    await body(warmUp + i);
    durations.push(performance.now() - began);
  }
  return durations;
}

export function quantile(durations, share) {
  const sorted = durations.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** What the machine itself costs here and now: a request that does nothing, and one committed row. */
export async function measureBaselines({ url, databaseUrl, key }) {
  const client = new HttpClient(url, key);
  const ping = await time(500, () => client.json("GET", "/api/ping"));
  client.close();
  const sql = await connect(databaseUrl);
  await sql`create table bench_rows (id int primary key, value float8, at timestamptz default now())`;
  const insert = await time(
    500,
    (i) => sql`insert into bench_rows (id, value) values (${i}, ${i / 7})`,
  );
  await sql`drop table bench_rows`;
  await sql.end();
  return { ping, insert };
}

async function startRun(client, name) {
  const { experiment_id } = await experimentNamed(client, "bench-writes");
  const { run } = await client.json("POST", `${api}/runs/create`, {
    experiment_id,
    run_name: name,
    start_time: Date.now(),
  });
  return run.info.run_id;
}

async function experimentNamed(client, name) {
  const found = await client.send("GET", `${api}/experiments/get-by-name?experiment_name=${name}`);
  if (found.status === 200) return JSON.parse(found.text).experiment;
  return client.json("POST", `${api}/experiments/create`, { name });
}

export async function measureLogMetric({ url, key }, count) {
  const client = new HttpClient(url, key);
  const run_id = await startRun(client, "one metric at a time");
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

/** Each client logs batches of 1,000 points (10 keys, 100 steps) to a run of its own until the time is up. */
export async function measureLogBatch({ url, key }, { clients, seconds }) {
  const all = Array.from({ length: clients }, () => new HttpClient(url, key));
  const runs = [];
  for (const [i, client] of all.entries()) runs.push(await startRun(client, `batches ${i}`));
  let step = 0;
  const send = async (client, run_id) => {
    const from = step;
    step += 100;
    const metrics = Array.from({ length: 1000 }, (_, i) => ({
      key: `metric_${i % 10}`,
      value: Math.sin(from + i),
      timestamp: 1_700_000_000_000 + from + i,
      step: from + Math.floor(i / 10),
    }));
    await client.json("POST", `${api}/runs/log-batch`, { run_id, metrics });
  };
  await Promise.all(all.map((client, i) => send(client, runs[i])));
  const durations = [];
  const began = performance.now();
  const end = began + seconds * 1000;
  await Promise.all(
    all.map(async (client, i) => {
      while (performance.now() < end) {
        const sent = performance.now();
        await send(client, runs[i]);
        durations.push(performance.now() - sent);
      }
    }),
  );
  const elapsed = (performance.now() - began) / 1000;
  for (const client of all) client.close();
  return { durations, rate: (durations.length * 1000) / elapsed };
}

const searches = [
  { name: "newest first", filter: "", order_by: [] },
  { name: "by a metric", filter: "", order_by: ["metrics.accuracy DESC"] },
  {
    name: "metric and param",
    filter: "metrics.accuracy > 0.9 and params.optimizer = 'adam'",
    order_by: [],
  },
  { name: "metric, by a metric", filter: "metrics.loss < 0.2", order_by: ["metrics.f1 DESC"] },
  {
    name: "tag and status",
    filter: "tags.team = 'team-3' and attributes.status = 'FINISHED'",
    order_by: [],
  },
  {
    name: "name pattern",
    filter: "attributes.run_name LIKE 'run-42%'",
    order_by: ["attributes.start_time ASC"],
  },
  {
    name: "either of two",
    filter: "params.depth = '3' OR (metrics.rmse > 0.5 AND tags.team != 'team-1')",
    order_by: ["params.lr ASC"],
  },
  { name: "nothing matches", filter: "metrics.accuracy > 2", order_by: [] },
];

/** `runs/search` for 100 rows, several filters and orders. */
export async function measureSearch({ url, key }, experimentId, count) {
  const client = new HttpClient(url, key);
  const measured = [];
  for (const { name, filter, order_by } of searches) {
    const body = { experiment_ids: [experimentId], max_results: 100, filter, order_by };
    const durations = await time(count, () => client.json("POST", `${api}/runs/search`, body), 5);
    measured.push({ name, durations });
  }
  client.close();
  return measured;
}
