import "server-only";
import { and, eq } from "drizzle-orm";

import { experiments } from "@/drizzle/schema/experiments";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { experimentTagFault } from "@/lib/experiments/experiment";
import { setExperimentTagInput } from "@/lib/experiments/inputs";
import { lockActiveExperiment } from "@/lib/experiments/lock-experiment";
import { ownValue } from "@/lib/own-value";

export const setExperimentTag = command({
  permission: "tracking:write",
  input: setExperimentTagInput,
  run: async (ctx, { experimentId, key, value }) => {
    const fault = experimentTagFault(key, value);
    if (fault) throw new Refusal("invalid", fault);
    const { name, tags } = await lockActiveExperiment(ctx, experimentId);
    await ctx.tx
      .update(experiments)
      .set({ tags: { ...tags, [key]: value }, updatedAt: ctx.now })
      .where(and(eq(experiments.workspaceId, ctx.workspaceId), eq(experiments.id, experimentId)));
    return {
      result: {},
      audit: {
        action: "experiment.tag",
        subject: `experiment:${experimentId}`,
        name,
        before: { [key]: ownValue(tags, key) },
        after: { [key]: value },
      },
    };
  },
});
