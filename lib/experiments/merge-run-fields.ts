import "server-only";
import { and, eq } from "drizzle-orm";

import { runs } from "@/drizzle/schema/experiments";
import type { WriteCtx } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import type { Pair } from "@/lib/experiments/batch";
import { runNameTag } from "@/lib/experiments/create-run";
import { lockActiveRun } from "@/lib/experiments/lock-run";
import { noteKeys } from "@/lib/experiments/note-keys";
import { asRecord, changedParam, valueAt } from "@/lib/experiments/pairs";

/** Step: adds params and tags under the run's row lock. A param is written once; the same value again is no fault. */
export async function mergeRunFields(
  ctx: WriteCtx,
  runId: string,
  { params, tags }: { params: readonly Pair[]; tags: readonly Pair[] },
): Promise<void> {
  const run = await lockActiveRun(ctx, runId);
  const changed = changedParam(run.params, params);
  if (changed)
    throw new Refusal(
      "invalid",
      `Changing param values is not allowed. Param with key='${changed.key}' was already logged with value='${changed.before}' for run ID='${runId}'. Attempted logging new value '${changed.after}'.`,
    );
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
