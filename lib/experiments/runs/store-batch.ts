import "server-only";
import { sql } from "drizzle-orm";

import { numberArray, textArray } from "@/lib/db/arrays";
import { mlflowTags } from "@/lib/experiments/mlflow-tags";
import { latestOf, type Batch, type MetricPoint } from "@/lib/experiments/runs/batch";
import { asRecord, valueAt } from "@/lib/experiments/runs/pairs";
import { storing, type IntakeCtx, type Receipt } from "@/lib/intake";

type Points = { keys: string; steps: string; ats: string; values: string };

type Values = {
  runId: string;
  all: string;
  allSteps: string;
  allAts: string;
  allValues: string;
  newest: string;
  newestSteps: string;
  newestAts: string;
  newestValues: string;
  tied: string;
  kinds: string;
  names: string;
};

type FieldValues = Values & {
  paramKeys: string;
  paramValues: string;
  tags: string;
  name: string | null;
};

type Of<Named> = Record<keyof Named | "ws" | "now", unknown>;

/**
 * History, latest values and the register of keys. A point logged again changes nothing, NaN included, since the whole
 * point is the key. Rows are written in the order of their keys, so that concurrent batches never wait in a circle.
 */
const metricWrites = (of: Of<Values>) => sql`
  history as (
    insert into metric_points (workspace_id, run_id, key, step, at, value)
    select ${of.ws}::uuid, ${of.runId}, u.key, u.step, u.at, u.value
    from receipt, unnest(${of.all}::text::text[], ${of.allSteps}::text::bigint[],
      ${of.allAts}::text::bigint[], ${of.allValues}::text::float8[]) as u (key, step, at, value)
    on conflict do nothing
  ), newest as (
    insert into run_metrics as m
      (workspace_id, run_id, key, experiment_id, step, at, value, logged_at)
    select ${of.ws}::uuid, ${of.runId}, u.key, run.experiment_id, u.step, u.at, u.value,
      ${of.now}::timestamptz
    from receipt, run, unnest(${of.newest}::text::text[], ${of.newestSteps}::text::bigint[],
      ${of.newestAts}::text::bigint[], ${of.newestValues}::text::float8[])
      as u (key, step, at, value)
    on conflict (workspace_id, run_id, key) do update
      set step = excluded.step, at = excluded.at, value = excluded.value,
        logged_at = excluded.logged_at
      where (m.step, m.at, case when m.value = 'NaN' then 0 else m.value end)
        < (excluded.step, excluded.at, case when excluded.value = 'NaN' then 0 else excluded.value end)
  ), tied as (
    insert into logged_model_metrics as m
      (workspace_id, model_id, run_id, key, dataset_name, dataset_digest, step, at, value)
    select ${of.ws}::uuid, l.model_id, ${of.runId}, u.key, u.dataset_name, u.dataset_digest,
      u.step, u.at, u.value::float8
    from receipt, jsonb_to_recordset(${of.tied}::text::jsonb) as u (model_id text, key text,
        dataset_name text, dataset_digest text, step bigint, at bigint, value text)
      join logged_models l on l.workspace_id = ${of.ws}::uuid and l.model_id = u.model_id
    on conflict (workspace_id, model_id, run_id, key, dataset_name, dataset_digest) do update
      set step = excluded.step, at = excluded.at, value = excluded.value
      where (m.step, m.at) <= (excluded.step, excluded.at)
  ), keys as (
    insert into experiment_keys (workspace_id, experiment_id, kind, key)
    select ${of.ws}::uuid, run.experiment_id, u.kind, u.key
    from receipt, run, unnest(${of.kinds}::text::key_kind[], ${of.names}::text::text[])
      as u (kind, key)
    on conflict do nothing
  )`;

/**
 * Metrics alone take no lock on the run, so that many clients can log to one. Its row is touched once a second at most,
 * and only when free: whoever holds it touches it too, and waiting could close a circle.
 */
const storeMetrics = storing<Values, { lifecycle: string }>((of) => ({
  given: sql`run as (
    select experiment_id, lifecycle from runs
    where workspace_id = ${of.ws}::uuid and run_id = ${of.runId}
  )`,
  when: sql`from run where run.lifecycle = 'active'`,
  writes: sql`${metricWrites(of)}, free as (
    select r.run_id from receipt, runs r
    where r.workspace_id = ${of.ws}::uuid and r.run_id = ${of.runId}
      and r.updated_at < ${of.now}::timestamptz - interval '1 second'
    for no key update of r skip locked
  ), touched as (
    update runs set updated_at = ${of.now}::timestamptz
    where workspace_id = ${of.ws}::uuid and run_id in (select run_id from free)
  )`,
  answer: sql`run.lifecycle from run`,
}));

export type ChangedParam = { key: string; before: string; after: string };
type FieldRow = { lifecycle: string; changed: ChangedParam[] };

/** With params or tags the run's row is held; a param already written with another value refuses all of it. */
const storeFields = storing<FieldValues, FieldRow>((of) => ({
  given: sql`run as (
    select experiment_id, lifecycle, params from runs
    where workspace_id = ${of.ws}::uuid and run_id = ${of.runId}
    for no key update
  ), asked as (
    select u.key, u.value, u.place
    from unnest(${of.paramKeys}::text::text[], ${of.paramValues}::text::text[])
      with ordinality as u (key, value, place)
  ), changed as (
    select a.key, run.params ->> a.key as before, a.value as after, a.place
    from run, asked a where run.params ? a.key and run.params ->> a.key <> a.value
  )`,
  when: sql`from run where run.lifecycle = 'active' and not exists (select from changed)`,
  writes: sql`${metricWrites(of)}, merged as (
    update runs r set
      params = r.params || (select coalesce(jsonb_object_agg(key, value), '{}') from asked),
      tags = r.tags || ${of.tags}::text::jsonb,
      name = coalesce(${of.name}::text, r.name),
      updated_at = ${of.now}::timestamptz
    from receipt
    where r.workspace_id = ${of.ws}::uuid and r.run_id = ${of.runId}
  )`,
  answer: sql`run.lifecycle, (
    select coalesce(json_agg(json_build_object('key', c.key, 'before', c.before, 'after', c.after)
      order by c.place), '[]') from changed c) as changed
    from run`,
}));

export type StoredBatch = {
  /** Undefined when there is no such run. */
  lifecycle: string | undefined;
  changed: readonly ChangedParam[];
  receipt: Receipt;
};

/** Step: writes a batch with its receipt in one statement, or nothing of it. */
export async function storeBatch(
  ctx: IntakeCtx,
  runId: string,
  { metrics, params, tags }: Batch,
): Promise<StoredBatch> {
  const newTags = asRecord(tags);
  const newest = latestOf(metrics);
  const values = { runId, ...metricValues(metrics, newest), ...keyNames(newest, params, newTags) };
  if (params.length === 0 && tags.length === 0 && metrics.length > 0) {
    const { row, receipt } = await storeMetrics(ctx, values);
    return { lifecycle: row?.lifecycle, changed: [], receipt };
  }
  const { row, receipt } = await storeFields(ctx, {
    ...values,
    paramKeys: textArray(params.map(({ key }) => key)),
    paramValues: textArray(params.map(({ value }) => value)),
    tags: JSON.stringify(newTags),
    name: valueAt(newTags, mlflowTags.runName) || null,
  });
  return { lifecycle: row?.lifecycle, changed: row?.changed ?? [], receipt };
}

function metricValues(metrics: readonly MetricPoint[], newest: readonly MetricPoint[]) {
  const all = pointArrays(metrics);
  const last = pointArrays(newest);
  return {
    all: all.keys,
    allSteps: all.steps,
    allAts: all.ats,
    allValues: all.values,
    newest: last.keys,
    newestSteps: last.steps,
    newestAts: last.ats,
    newestValues: last.values,
    tied: tiedRecords(metrics),
  };
}

export function pointArrays(points: readonly MetricPoint[]): Points {
  return {
    keys: textArray(points.map(({ key }) => key)),
    steps: numberArray(points.map(({ step }) => step)),
    ats: numberArray(points.map(({ timestamp }) => timestamp)),
    values: numberArray(points.map(({ value }) => value)),
  };
}

/** Metrics that a client ties to a logged model, the latest of each. Unknown models are passed over, as MLflow does. */
function tiedRecords(metrics: readonly MetricPoint[]): string {
  const groups = new Map<string, MetricPoint[]>();
  for (const point of metrics) {
    if (!point.modelId) continue;
    const { modelId, datasetName = "", datasetDigest = "" } = point;
    const group = JSON.stringify([modelId, datasetName, datasetDigest]);
    groups.set(group, [...(groups.get(group) ?? []), point]);
  }
  if (groups.size === 0) return "[]";
  const records = [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, points]) => latestOf(points))
    .map((point) => ({
      model_id: point.modelId,
      key: point.key,
      dataset_name: point.datasetName ?? "",
      dataset_digest: point.datasetDigest ?? "",
      step: point.step,
      at: point.timestamp,
      value: String(point.value),
    }));
  return JSON.stringify(records);
}

function keyNames(
  newest: readonly MetricPoint[],
  params: readonly { key: string }[],
  tags: Record<string, string>,
) {
  const all = [
    ...newest.map(({ key }) => ["metric", key] as const),
    ...params
      .map(({ key }) => ["param", key] as const)
      .toSorted(([, a], [, b]) => (a < b ? -1 : 1)),
    ...Object.keys(tags)
      .toSorted()
      .map((key) => ["tag", key] as const),
  ];
  return {
    kinds: textArray(all.map(([kind]) => kind)),
    names: textArray(all.map(([, key]) => key)),
  };
}
