import { connect } from "../lib/database.mjs";
import { HttpClient } from "../lib/http-client.mjs";

const metricKeys = [
  "accuracy",
  "loss",
  "f1",
  "roc_auc",
  "rmse",
  "mae",
  "precision",
  "recall",
  "log_loss",
  "r2",
];
const paramKeys = [
  "lr",
  "depth",
  "optimizer",
  "batch",
  "seed",
  "dropout",
  "layers",
  "momentum",
  "decay",
  "warmup",
];

/**
 * Fills one experiment with runs of ten params, ten metrics and five tags, by SQL because HTTP would take minutes.
 * @param {import("./writes.mjs").Bench} bench
 * @param {number} count
 */
export async function seedRuns({ url, key, workspaceId, databaseUrl }, count) {
  const client = new HttpClient(url, key);
  const { experiment_id: experimentId } = await client.json(
    "POST",
    "/api/2.0/mlflow/experiments/create",
    { name: "bench" },
  );
  client.close();
  const sql = await connect(databaseUrl);
  try {
    await insertRuns(sql, workspaceId, experimentId, count);
    await insertMetrics(sql, workspaceId, experimentId, count);
    await sql`vacuum analyze runs, run_metrics`;
  } finally {
    await sql.end();
  }
  return { experimentId };
}

/**
 * @typedef {import("postgres").Sql} Sql
 * @param {Sql} sql
 * @param {string} workspaceId
 * @param {string} experimentId
 * @param {number} count
 */
function insertRuns(sql, workspaceId, experimentId, count) {
  return sql`
    insert into runs (workspace_id, run_id, experiment_id, name, status, mlflow_user, start_time,
      end_time, artifact_uri, params, tags, created_at, updated_at, author_name)
    select ${workspaceId}, md5(n::text), ${experimentId}, 'run-' || n,
      (array['FINISHED', 'FAILED'])[1 + (n % 20) / 18]::run_status, 'user-' || n % 12,
      1700000000000 + n * 60000::bigint, 1700000030000 + n * 60000::bigint,
      'mlflow-artifacts:/' || ${experimentId} || '/' || md5(n::text) || '/artifacts',
      jsonb_build_object('lr', (0.001 * (1 + n % 50))::text, 'depth', (n % 9)::text,
        'optimizer', (array['adam', 'sgd', 'rmsprop'])[1 + n % 3], 'batch', (2 ^ (4 + n % 5))::text,
        'seed', n::text, 'dropout', (0.1 * (n % 6))::text, 'layers', (2 + n % 11)::text,
        'momentum', (0.9 + 0.01 * (n % 10))::text, 'decay', (0.0001 * (n % 8))::text,
        'warmup', (100 * (n % 13))::text),
      jsonb_build_object('team', 'team-' || n % 7, 'mlflow.runName', 'run-' || n,
        'mlflow.user', 'user-' || n % 12, 'mlflow.source.name', 'train-' || n % 5 || '.py',
        'host', 'node-' || n % 31),
      now(), now(), 'Bench'
    from generate_series(1, ${count}::int) n`;
}

/**
 * @param {Sql} sql
 * @param {string} workspaceId
 * @param {string} experimentId
 * @param {number} count
 */
async function insertMetrics(sql, workspaceId, experimentId, count) {
  await sql`
    insert into run_metrics (workspace_id, run_id, key, experiment_id, value, step, at)
    select ${workspaceId}, md5(n::text), key, ${experimentId}, (hashint4(n * 31 + k::int)::bigint + 2147483648) / 4294967296.0, 9,
      1700000000000 + n * 60000::bigint
    from generate_series(1, ${count}::int) n, unnest(${metricKeys}::text[]) with ordinality as m(key, k)`;
  /** @type {[string, string[]][]} */
  const known = [
    ["metric", metricKeys],
    ["param", paramKeys],
    ["tag", ["team", "host"]],
  ];
  for (const [kind, keys] of known)
    await sql`
      insert into experiment_keys (workspace_id, experiment_id, kind, key)
      select ${workspaceId}, ${experimentId}, ${kind}::key_kind, unnest(${keys}::text[])
      on conflict do nothing`;
}
