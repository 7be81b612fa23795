import "server-only";
import { and, eq } from "drizzle-orm";

import { runs } from "@/drizzle/schema/experiments";
import { parsedJson } from "@/lib/admission";
import { command } from "@/lib/command";
import { contribute } from "@/lib/evidence/contribute";
import { recordRunModelInput } from "@/lib/experiments/inputs";
import { mlflowTags } from "@/lib/experiments/mlflow-tags";
import { lockActiveRun } from "@/lib/experiments/runs/lock-run";

/** Clients before MLflow 3 report a model logged by a run; its description joins the run's list of models. */
export const recordRunModel = command({
  permission: "tracking:write",
  input: recordRunModelInput,
  run: async (ctx, { runId, model }) => {
    const { name, tags } = await lockActiveRun(ctx, runId);
    const history = [...parsedList(tags[mlflowTags.modelHistory]), model];
    await ctx.tx
      .update(runs)
      .set({
        tags: { ...tags, [mlflowTags.modelHistory]: JSON.stringify(history) },
        updatedAt: ctx.now,
      })
      .where(and(eq(runs.workspaceId, ctx.workspaceId), eq(runs.id, runId)));
    await contribute(ctx, `run:${runId}`);
    return {
      result: {},
      audit: {
        action: "run.log",
        subject: `run:${runId}`,
        name,
        after: { model: model["artifact_path"] },
      },
    };
  },
});

/** The tag is open to clients: what is no list is left out. */
function parsedList(text: string | undefined): unknown[] {
  const list = parsedJson(text ?? "[]");
  return Array.isArray(list) ? list : [];
}
