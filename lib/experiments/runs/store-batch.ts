import "server-only";
import { sql, type SQL } from "drizzle-orm";

import { textArray } from "@/lib/db/arrays";
import { fewPoints, packedPoints } from "@/lib/experiments/curves/segment";
import { cutMark, cutSeparator, lineStart } from "@/lib/experiments/cut";
import { mlflowTags } from "@/lib/experiments/mlflow-tags";
import type { Batch } from "@/lib/experiments/runs/batch";
import type { MetricColumns } from "@/lib/experiments/runs/metric-columns";
import { asRecord } from "@/lib/experiments/runs/pairs";
import { storing, type IntakeCtx, type Receipt } from "@/lib/intake";
import { ownValue } from "@/lib/own-value";

type Values = MetricColumns & { runId: string };

type FieldValues = {
  runId: string;
  paramKeys: string;
  paramValues: string;
  kinds: string;
  names: string;
  tags: string;
  cut: string;
  written: string;
  name: string | null;
};

type Of<Named> = Record<keyof Named | "ws" | "now" | "receiptId", unknown>;

const cutMarkText = sql.raw(`'${cutMark}'::text`);
const cutSeparatorText = sql.raw(`'${cutSeparator}'`);
const few = sql.raw(String(fewPoints));
const enough = sql.raw(String(packedPoints));

/** Later by step, then time, then value, a NaN counting as 0. */
const isLater = sql`(m.step, m.at, case when m.value = 'NaN' then 0 else m.value end)
  < (excluded.step, excluded.at, case when excluded.value = 'NaN' then 0 else excluded.value end)`;
const latest = (column: string) =>
  sql
    .raw(`${column} = case when `)
    .append(isLater)
    .append(sql.raw(` then excluded.${column} else m.${column} end`));

/** Each metric's latest point. Its row also counts all that was logged. */
const newestWrites = (of: Of<Values>) => sql`
  newest as (
    insert into run_metrics as m
      (workspace_id, run_id, key, experiment_id, step, at, value, logged_at, logged)
    select ${of.ws}::uuid, ${of.runId}, u.key, run.experiment_id, u.step, u.at, u.value,
      ${of.now}::timestamptz, u.n
    from receipt, run, unnest(${of.keys}::text::text[], ${of.steps}::text::bigint[],
      ${of.ats}::text::bigint[], ${of.values}::text::float8[], ${of.ns}::text::int[])
      as u (key, step, at, value, n)
    on conflict (workspace_id, run_id, key) do update set logged = m.logged + excluded.logged,
      ${sql.join(["step", "at", "value", "logged_at"].map(latest), sql`, `)}
    returning m.key, m.logged
  ), counted as (
    select jsonb_object_agg(key, logged) as logged from newest
  ), segments as (
    select u.*, (c.logged ->> u.key)::bigint - u.n as before
    from counted c, unnest(${of.keys}::text::text[], ${of.ns}::text::int[],
      ${of.evens}::text::bool[], ${of.firstSteps}::text::bigint[], ${of.lastSteps}::text::bigint[],
      ${of.firstAts}::text::bigint[], ${of.lastAts}::text::bigint[], ${of.lows}::text::float8[],
      ${of.highs}::text::float8[], ${of.odds}::text::int[], ${of.stepBytes}::text::text[],
      ${of.timeBytes}::text::text[], ${of.valueBytes}::text::text[])
      as u (key, n, even, first_step, last_step, first_at, last_at, low, high, odd,
        step_bytes, time_bytes, value_bytes)
  )`;

/**
 * History. A batch of few points is appended to the segment of those logged before it, one segment for each 32 by their
 * number, so that a curve logged point by point is as quickly read as any. Steps stay evenly spaced where the next one
 * goes on like those before.
 */
const historyWrites = (of: Of<Values>) => sql`
  history as (
    insert into metric_segments as s (workspace_id, run_id, key, segment_id, loose, n, even,
      first_step, last_step, first_at, last_at, low, high, odd, step_bytes, time_bytes, value_bytes)
    select ${of.ws}::uuid, ${of.runId}, u.key,
      case when u.n < ${few} then lpad(to_hex(u.before / ${few}), 32, '0')::uuid
        else ${of.receiptId}::uuid end,
      u.before > 0 and u.n < ${enough}, u.n, u.even,
      u.first_step, u.last_step, u.first_at, u.last_at, u.low, u.high, u.odd,
      decode(u.step_bytes, 'hex'), decode(u.time_bytes, 'hex'), decode(u.value_bytes, 'hex')
    from receipt, segments u
    on conflict (workspace_id, run_id, key, segment_id) do update set
      n = s.n + excluded.n,
      even = s.even and excluded.even and excluded.first_step > s.last_step
        and (excluded.first_step - s.last_step) * (s.n - 1) = s.last_step - s.first_step
        and (excluded.first_step - s.last_step) * (excluded.n - 1)
          = excluded.last_step - excluded.first_step,
      first_step = least(s.first_step, excluded.first_step),
      last_step = greatest(s.last_step, excluded.last_step),
      first_at = least(s.first_at, excluded.first_at),
      last_at = greatest(s.last_at, excluded.last_at),
      low = least(s.low, excluded.low), high = greatest(s.high, excluded.high),
      odd = s.odd + excluded.odd,
      step_bytes = s.step_bytes || excluded.step_bytes,
      time_bytes = s.time_bytes || excluded.time_bytes,
      value_bytes = s.value_bytes || excluded.value_bytes
  )`;

/** Rows are written in the order of their keys, so that concurrent batches never wait in a circle. */
const metricWrites = (of: Of<Values>) => sql`
  ${newestWrites(of)}, ${historyWrites(of)}, keys as (
    insert into experiment_keys (workspace_id, experiment_id, kind, key)
    select ${of.ws}::uuid, run.experiment_id, 'metric', u.key
    from run, segments u where u.before = 0
    on conflict do nothing
  )`;

/** What clients tie to a logged model. */
const tiedWrites = (of: Of<Values>) => sql`
  tied as (
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
  )`;

/**
 * Metrics alone take no lock on the run, so that many clients can log to one. Its row is touched once a second at most,
 * and only when free: whoever holds it touches it too, and waiting could close a circle.
 */
const storeMetrics = storing<Values, { lifecycle: string }>((of) => ({
  given: sql`run as (
    select experiment_id, lifecycle, updated_at from runs
    where workspace_id = ${of.ws}::uuid and run_id = ${of.runId}
  )`,
  when: sql`from run where run.lifecycle = 'active'`,
  writes: sql`${metricWrites(of)}, free as (
    select r.run_id from receipt, run, runs r
    where run.updated_at < ${of.now}::timestamptz - interval '1 second'
      and r.workspace_id = ${of.ws}::uuid and r.run_id = ${of.runId}
    for no key update of r skip locked
  ), touched as (
    update runs set updated_at = ${of.now}::timestamptz
    where workspace_id = ${of.ws}::uuid and run_id in (select run_id from free)
  )`,
  answer: sql`run.lifecycle from run`,
}));

export type ChangedParam = { key: string; before: string; after: string };
/** As `marked` does: lines of tags that are written anew give way to what is cut of them now. */
const markedTags = (of: Of<FieldValues>) => sql`(
  select case when mark.text is null then t.tags - ${cutMarkText}
    else t.tags || jsonb_build_object(${cutMarkText}, mark.text) end
  from (select r.tags || ${of.tags}::text::jsonb as tags) t
  cross join lateral (
    select string_agg(line, ${cutSeparatorText} order by line collate "C") as text from (
      select line
      from unnest(string_to_array(t.tags ->> ${cutMarkText}, ${cutSeparatorText})) as old (line)
      where not exists (
        select from unnest(${of.written}::text::text[]) as start where starts_with(line, start))
      union
      select unnest(${of.cut}::text::text[])) as lines) mark)`;

type FieldRow = { lifecycle: string; changed: ChangedParam[] };

/** With params or tags the run's row is held; a param already written with another value refuses all of it. */
const fieldParts = (of: Of<FieldValues>, more?: SQL) => ({
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
  writes: sql`${more ? sql`${more}, ` : sql``}named as (
    insert into experiment_keys (workspace_id, experiment_id, kind, key)
    select ${of.ws}::uuid, run.experiment_id, u.kind, u.key
    from receipt, run, unnest(${of.kinds}::text::key_kind[], ${of.names}::text::text[])
      as u (kind, key)
    on conflict do nothing
  ), merged as (
    update runs r set
      params = r.params || (select coalesce(jsonb_object_agg(key, value), '{}') from asked),
      tags = ${markedTags(of)},
      name = coalesce(${of.name}::text, r.name),
      updated_at = ${of.now}::timestamptz
    from receipt
    where r.workspace_id = ${of.ws}::uuid and r.run_id = ${of.runId}
  )`,
  answer: sql`run.lifecycle, (
    select coalesce(json_agg(json_build_object('key', c.key, 'before', c.before, 'after', c.after)
      order by c.place), '[]') from changed c) as changed
    from run`,
});

const storeFields = storing<FieldValues, FieldRow>((of) => fieldParts(of));
const storeAll = storing<Values & FieldValues, FieldRow>((of) =>
  fieldParts(of, sql`${metricWrites(of)}, ${tiedWrites(of)}`),
);

export type StoredBatch = {
  /** Undefined when there is no such run. */
  lifecycle: string | undefined;
  changed: readonly ChangedParam[];
  receipt: Receipt;
};

export type StorableBatch = Omit<Batch, "metrics"> & { metrics: MetricColumns; cut: string[] };

/** Step: writes a batch with its receipt in one statement, or nothing of it. */
export async function storeBatch(
  ctx: IntakeCtx,
  runId: string,
  batch: StorableBatch,
): Promise<StoredBatch> {
  const { metrics } = batch;
  const hasMetrics = metrics.keys !== "{}";
  const hasFields = batch.params.length > 0 || batch.tags.length > 0;
  if (hasMetrics && !hasFields && metrics.tied === "[]") {
    const { row, receipt } = await storeMetrics(ctx, { runId, ...metrics });
    return { lifecycle: row?.lifecycle, changed: [], receipt };
  }
  const fields = fieldValues(runId, batch);
  const { row, receipt } = await (hasMetrics
    ? storeAll(ctx, { ...fields, ...metrics })
    : storeFields(ctx, fields));
  return { lifecycle: row?.lifecycle, changed: row?.changed ?? [], receipt };
}

function fieldValues(runId: string, { params, tags, cut }: StorableBatch): FieldValues {
  const newTags = asRecord(tags);
  return {
    runId,
    ...keyNames(params, cut.length > 0 ? { ...newTags, [cutMark]: "" } : newTags),
    paramKeys: textArray(params.map(({ key }) => key)),
    paramValues: textArray(params.map(({ value }) => value)),
    tags: JSON.stringify(newTags),
    cut: textArray(cut),
    written: textArray(tags.map(({ key }) => lineStart("tag", key))),
    name: ownValue(newTags, mlflowTags.runName) || null,
  };
}

function keyNames(params: readonly { key: string }[], tags: Record<string, string>) {
  const all = [
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
