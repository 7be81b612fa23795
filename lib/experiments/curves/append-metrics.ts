import "server-only";
import { sql, type SQL } from "drizzle-orm";

import type { WriteCtx } from "@/lib/command";
import { numberArray, textArray } from "@/lib/db/arrays";
import { executePrepared } from "@/lib/db/prepared";
import { latestOf, type MetricPoint } from "@/lib/experiments/runs/batch";
import { runInactive } from "@/lib/experiments/runs/lock-run";
import { runMissing } from "@/lib/experiments/runs/run-queries";

/**
 * Step: history, latest values and key register in one statement, which writes nothing unless the run is active.
 * A point logged again changes nothing, NaN included, since the whole point is the key. The run's own row is touched
 * once a second at most, and only when free: whoever holds it touches it too, and waiting could close a circle.
 */
export async function appendMetrics(
  ctx: WriteCtx,
  runId: string,
  points: readonly MetricPoint[],
): Promise<void> {
  const ws = ctx.workspaceId;
  const latest = latestOf(points);
  const [run] = await executePrepared<{ lifecycle: string }>(
    ctx.tx,
    sql`
    with run as (
      select experiment_id, lifecycle from runs where workspace_id = ${ws} and run_id = ${runId}
    ), history as (
      insert into metric_points (workspace_id, run_id, key, step, at, value)
      select ${ws}, ${runId}, u.key, u.step, u.at, u.value
      from run, ${unnested(points)} where run.lifecycle = 'active'
      on conflict do nothing
    ), newest as (
      insert into run_metrics as m (workspace_id, run_id, key, experiment_id, step, at, value)
      select ${ws}, ${runId}, u.key, run.experiment_id, u.step, u.at, u.value
      from run, ${unnested(latest)} where run.lifecycle = 'active'
      on conflict (workspace_id, run_id, key) do update
        set step = excluded.step, at = excluded.at, value = excluded.value
        where (m.step, m.at, case when m.value = 'NaN' then 0 else m.value end)
          < (excluded.step, excluded.at, case when excluded.value = 'NaN' then 0 else excluded.value end)
    ), keys as (
      insert into experiment_keys (workspace_id, experiment_id, kind, key)
      select ${ws}, run.experiment_id, 'metric', u.key
      from run, ${unnested(latest)} where run.lifecycle = 'active'
      on conflict do nothing
    ), free as (
      select run_id from runs
      where workspace_id = ${ws} and run_id = ${runId} and lifecycle = 'active'
        and updated_at < ${new Date(ctx.now.getTime() - 1000).toISOString()}::timestamptz
      for no key update skip locked
    ), touched as (
      update runs set updated_at = ${ctx.now.toISOString()}::timestamptz
      where workspace_id = ${ws} and run_id in (select run_id from free)
    )
    select lifecycle from run`,
  );
  if (!run) throw runMissing(runId);
  if (run.lifecycle !== "active") throw runInactive(runId);
  const tied = points.filter(({ modelId }) => modelId);
  if (tied.length > 0) await appendModelMetrics(ctx, runId, tied);
}

/** Metrics that a client ties to a logged model. Unknown models are passed over, as MLflow does. */
async function appendModelMetrics(
  ctx: WriteCtx,
  runId: string,
  points: readonly MetricPoint[],
): Promise<void> {
  const groups = new Map<string, MetricPoint[]>();
  for (const point of points) {
    const name = JSON.stringify([
      point.modelId,
      point.datasetName ?? "",
      point.datasetDigest ?? "",
    ]);
    groups.set(name, [...(groups.get(name) ?? []), point]);
  }
  for (const [, group] of [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [{ modelId, datasetName = "", datasetDigest = "" } = {}] = group;
    await ctx.tx.execute(sql`
      insert into logged_model_metrics as m
        (workspace_id, model_id, run_id, key, dataset_name, dataset_digest, step, at, value)
      select ${ctx.workspaceId}, l.model_id, ${runId}, u.key, ${datasetName}, ${datasetDigest},
        u.step, u.at, u.value
      from logged_models l, ${unnested(latestOf(group))}
      where l.workspace_id = ${ctx.workspaceId} and l.model_id = ${modelId ?? ""}
      on conflict (workspace_id, model_id, run_id, key, dataset_name, dataset_digest) do update
        set step = excluded.step, at = excluded.at, value = excluded.value
        where (m.step, m.at) <= (excluded.step, excluded.at)`);
  }
}

function unnested(points: readonly MetricPoint[]): SQL {
  return sql`unnest(
    ${textArray(points.map(({ key }) => key))}::text::text[],
    ${numberArray(points.map(({ step }) => step))}::text::bigint[],
    ${numberArray(points.map(({ timestamp }) => timestamp))}::text::bigint[],
    ${numberArray(points.map(({ value }) => value))}::text::float8[]) as u (key, step, at, value)`;
}
