import "server-only";
import { and, eq } from "drizzle-orm";

import { experiments, runs } from "@/drizzle/schema/experiments";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { experimentMissing } from "@/lib/experiments/experiment-queries";
import { experimentIdInput } from "@/lib/experiments/inputs";
import { lockExperiment } from "@/lib/experiments/lock-experiment";

/** Marks an experiment and its runs as deleted. Its name stays taken, so it can be restored. */
export const deleteExperiment = command({
  permission: "tracking:write",
  input: experimentIdInput,
  run: async (ctx, { experimentId }) => {
    if (experimentId === "0")
      throw new Refusal("invalid", "The default experiment cannot be deleted.");
    const { name, lifecycle } = await lockExperiment(ctx, experimentId);
    if (lifecycle !== "active") throw experimentMissing(experimentId);
    await ctx.tx
      .update(experiments)
      .set({ lifecycle: "deleted", updatedAt: ctx.now })
      .where(and(eq(experiments.workspaceId, ctx.workspaceId), eq(experiments.id, experimentId)));
    await ctx.tx
      .update(runs)
      .set({
        lifecycle: "deleted",
        deletedAt: ctx.now,
        deletedWithExperiment: true,
        updatedAt: ctx.now,
      })
      .where(
        and(
          eq(runs.workspaceId, ctx.workspaceId),
          eq(runs.experimentId, experimentId),
          eq(runs.lifecycle, "active"),
        ),
      );
    return {
      result: {},
      audit: {
        action: "experiment.delete",
        subject: `experiment:${experimentId}`,
        name,
        before: { lifecycle },
        after: { lifecycle: "deleted" },
      },
    };
  },
});
