import "server-only";
import { and, eq } from "drizzle-orm";

import { experiments, runs } from "@/drizzle/schema/experiments";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { experimentIdInput } from "@/lib/experiments/inputs";
import { lockExperiment } from "@/lib/experiments/lock-experiment";

/** Brings an experiment back with the runs that were deleted with it. A run that was deleted by itself stays so. */
export const restoreExperiment = command({
  permission: "tracking:write",
  input: experimentIdInput,
  run: async (ctx, { experimentId }) => {
    const { name, lifecycle } = await lockExperiment(ctx, experimentId);
    if (lifecycle !== "deleted")
      throw new Refusal(
        "missing",
        `No deleted Experiment with id=${experimentId} exists: it is active.`,
      );
    await ctx.tx
      .update(experiments)
      .set({ lifecycle: "active", updatedAt: ctx.now })
      .where(and(eq(experiments.workspaceId, ctx.workspaceId), eq(experiments.id, experimentId)));
    await ctx.tx
      .update(runs)
      .set({
        lifecycle: "active",
        deletedAt: null,
        deletedWithExperiment: false,
        updatedAt: ctx.now,
      })
      .where(
        and(
          eq(runs.workspaceId, ctx.workspaceId),
          eq(runs.experimentId, experimentId),
          eq(runs.deletedWithExperiment, true),
        ),
      );
    return {
      result: {},
      audit: {
        action: "experiment.restore",
        subject: `experiment:${experimentId}`,
        name,
        before: { lifecycle },
        after: { lifecycle: "active" },
      },
    };
  },
});
