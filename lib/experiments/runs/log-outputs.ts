import "server-only";
import { sql } from "drizzle-orm";

import { runModels } from "@/drizzle/schema/experiments";
import { command } from "@/lib/command";
import { contribute } from "@/lib/evidence/contribute";
import { logOutputsInput } from "@/lib/experiments/inputs";
import { lockActiveRun } from "@/lib/experiments/runs/lock-run";

/** Logged models a run made, each at a step. */
export const logOutputs = command({
  permission: "tracking:write",
  input: logOutputsInput,
  run: async (ctx, { runId, models }) => {
    const { name } = await lockActiveRun(ctx, runId);
    const unique = [...new Map(models.map((model) => [model.modelId, model])).values()];
    if (unique.length > 0)
      await ctx.tx
        .insert(runModels)
        .values(
          unique.map(({ modelId, step }) => ({
            workspaceId: ctx.workspaceId,
            runId,
            direction: "output" as const,
            modelId,
            step: sql`${String(step)}::text::bigint`,
          })),
        )
        .onConflictDoUpdate({
          target: [runModels.workspaceId, runModels.runId, runModels.direction, runModels.modelId],
          set: { step: sql`excluded.step` },
        });
    await contribute(ctx, `run:${runId}`);
    return {
      result: {},
      audit: {
        action: "run.log",
        subject: `run:${runId}`,
        name,
        after: { outputs: unique.map(({ modelId }) => modelId) },
      },
    };
  },
});
