import "server-only";
import { Refusal } from "@/lib/errors";
import { cutToLength } from "@/lib/experiments/cut";
import { logBatchInput } from "@/lib/experiments/inputs";
import { batchFault, type Batch } from "@/lib/experiments/runs/batch";
import { runInactive } from "@/lib/experiments/runs/lock-run";
import { columnTexts, metricColumns } from "@/lib/experiments/runs/metric-columns";
import { runMissing } from "@/lib/experiments/runs/run-queries";
import { storeBatch, type ChangedParam } from "@/lib/experiments/runs/store-batch";
import { intake } from "@/lib/intake";

/** Takes metrics, params and tags of a run, all or none. Sending the same batch again changes nothing. */
export const logBatch = intake({
  kind: "run_log",
  permission: "tracking:write",
  input: logBatchInput,
  judge: ({ runId, single, ...batch }) => {
    const fault = batchFault(batch, single);
    if (fault) throw new Refusal("invalid", fault);
    const { metrics } = batch;
    const params = cutToLength("param", batch.params);
    const tags = cutToLength("tag", batch.tags);
    const columns = metricColumns(metrics);
    const fields = { params: params.kept, tags: tags.kept, cut: [...params.lines, ...tags.lines] };
    return {
      accepted: { runId, single, metrics: columns, ...fields },
      count: metrics.length + batch.params.length + batch.tags.length,
      subjects: [`run:${runId}`, ...modelsOf(batch)],
      content: [...columnTexts(columns), JSON.stringify(Object.values(fields))],
    };
  },
  run: async (ctx, { runId, single, ...batch }) => {
    const { lifecycle, changed, receipt } = await storeBatch(ctx, runId, batch);
    if (lifecycle === undefined) throw runMissing(runId);
    if (lifecycle !== "active") throw runInactive(runId);
    if (changed.length > 0) throw new Refusal("invalid", changeFault(runId, changed, single));
    return { result: {}, receipt };
  },
});

function modelsOf({ metrics }: Batch): string[] {
  const ids = new Set<string>();
  for (const { modelId } of metrics) if (modelId) ids.add(modelId);
  return Array.from(ids, (id) => `logged_model:${id}`);
}

/** In MLflow's two ways to say it: of one param by itself, and of a batch. */
function changeFault(runId: string, changed: readonly ChangedParam[], single: boolean): string {
  const [first] = changed;
  const fault = "Changing param values is not allowed.";
  if (single && first)
    return `${fault} Param with key='${first.key}' was already logged with value='${first.before}' for run ID='${runId}'. Attempted logging new value '${first.after}'.`;
  const list = changed.map(
    ({ key, before, after }) =>
      `{'key': '${key}', 'old_value': '${before}', 'new_value': '${after}'}`,
  );
  return `${fault} Params were already logged='[${list.join(", ")}]' for run ID='${runId}'.`;
}
