import "server-only";
import { and, eq } from "drizzle-orm";

import { experiments } from "@/drizzle/schema/experiments";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { deleteExperimentTagInput } from "@/lib/experiments/inputs";
import { lockActiveExperiment } from "@/lib/experiments/lock-experiment";
import { without } from "@/lib/experiments/runs/pairs";
import { ownValue } from "@/lib/own-value";

export const deleteExperimentTag = command({
  permission: "tracking:write",
  input: deleteExperimentTagInput,
  run: async (ctx, { experimentId, key }) => {
    const { name, tags } = await lockActiveExperiment(ctx, experimentId);
    const value = ownValue(tags, key);
    if (value === undefined)
      throw new Refusal(
        "missing",
        `No tag with name: ${key} in experiment with id ${experimentId}`,
      );
    await ctx.tx
      .update(experiments)
      .set({ tags: without(tags, key), updatedAt: ctx.now })
      .where(and(eq(experiments.workspaceId, ctx.workspaceId), eq(experiments.id, experimentId)));
    return {
      result: {},
      audit: {
        action: "experiment.untag",
        subject: `experiment:${experimentId}`,
        name,
        before: { [key]: value },
      },
    };
  },
});
