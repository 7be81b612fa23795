import "server-only";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { appendMetrics } from "@/lib/experiments/curves/append-metrics";
import { logBatchInput } from "@/lib/experiments/inputs";
import { batchFault, type Batch } from "@/lib/experiments/runs/batch";
import { lockActiveRun } from "@/lib/experiments/runs/lock-run";
import { mergeRunFields } from "@/lib/experiments/runs/merge-run-fields";

/** Logs metrics, params and tags of a run, all or none. Sending the same batch again changes nothing. */
export const logBatch = command({
  permission: "tracking:write",
  input: logBatchInput,
  run: async (ctx, { runId, single, ...batch }) => {
    const fault = batchFault(batch, single);
    if (fault) throw new Refusal("invalid", fault);
    const { metrics, params, tags } = batch;
    if (params.length > 0 || tags.length > 0)
      await mergeRunFields(ctx, runId, { params, tags, single });
    else if (metrics.length === 0) await lockActiveRun(ctx, runId);
    if (metrics.length > 0) await appendMetrics(ctx, runId, metrics);
    return {
      result: {},
      audit: { action: "run.log", subject: `run:${runId}`, after: summary(batch) },
    };
  },
});

/** The log names keys, not values: values live in the run, which keeps every one of them. */
function summary({ metrics, params, tags }: Batch): object {
  return {
    points: metrics.length || undefined,
    metrics: names(metrics),
    params: names(params),
    tags: names(tags),
  };
}

function names(items: readonly { key: string }[]): string[] | undefined {
  return items.length === 0 ? undefined : [...new Set(items.map(({ key }) => key))].slice(0, 20);
}
