import "server-only";
import { and, eq } from "drizzle-orm";

import { runs } from "@/drizzle/schema/experiments";
import type { WriteCtx } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { noteKeys } from "@/lib/experiments/note-keys";
import type { Pair } from "@/lib/experiments/runs/batch";
import { runNameTag } from "@/lib/experiments/runs/create-run";
import { lockActiveRun } from "@/lib/experiments/runs/lock-run";
import { asRecord, changedParams, valueAt } from "@/lib/experiments/runs/pairs";

/** Step: adds params and tags under the run's row lock. A param is written once; the same value again is no fault. */
export async function mergeRunFields(
  ctx: WriteCtx,
  runId: string,
  { params, tags, single }: { params: readonly Pair[]; tags: readonly Pair[]; single: boolean },
): Promise<void> {
  const run = await lockActiveRun(ctx, runId);
  const changed = changedParams(run.params, params);
  if (changed.length > 0) throw new Refusal("invalid", changeFault(runId, changed, single));
  const newTags = asRecord(tags);
  const name = valueAt(newTags, runNameTag);
  await ctx.tx
    .update(runs)
    .set({
      params: { ...run.params, ...asRecord(params) },
      tags: { ...run.tags, ...newTags },
      ...(name ? { name } : {}),
      updatedAt: ctx.now,
    })
    .where(and(eq(runs.workspaceId, ctx.workspaceId), eq(runs.id, runId)));
  await noteKeys(ctx, run.experimentId, {
    metric: [],
    param: params.map(({ key }) => key),
    tag: Object.keys(newTags),
  });
}

/** In MLflow's two ways to say it: of one param by itself, and of a batch. */
function changeFault(
  runId: string,
  changed: ReturnType<typeof changedParams>,
  single: boolean,
): string {
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
