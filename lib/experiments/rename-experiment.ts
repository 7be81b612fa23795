import "server-only";
import { and, eq, ne } from "drizzle-orm";

import { experiments } from "@/drizzle/schema/experiments";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { experimentTaken } from "@/lib/experiments/create-experiment";
import { experimentNameFault } from "@/lib/experiments/experiment";
import { renameExperimentInput } from "@/lib/experiments/inputs";
import { lockExperiment } from "@/lib/experiments/lock-experiment";

export const renameExperiment = command({
  permission: "tracking:write",
  input: renameExperimentInput,
  run: async (ctx, { experimentId, name }) => {
    const fault = experimentNameFault(name);
    if (fault) throw new Refusal("invalid", fault);
    const before = await lockExperiment(ctx, experimentId);
    if (before.lifecycle !== "active")
      throw new Refusal("invalid", "Cannot rename a non-active experiment.");
    const [other] = await ctx.tx
      .select({ id: experiments.id })
      .from(experiments)
      .where(
        and(
          eq(experiments.workspaceId, ctx.workspaceId),
          eq(experiments.name, name),
          ne(experiments.id, experimentId),
        ),
      );
    if (other) throw experimentTaken(name);
    await ctx.tx
      .update(experiments)
      .set({ name, updatedAt: ctx.now })
      .where(and(eq(experiments.workspaceId, ctx.workspaceId), eq(experiments.id, experimentId)));
    return {
      result: {},
      audit: {
        action: "experiment.rename",
        subject: `experiment:${experimentId}`,
        before: { name: before.name },
        after: { name },
      },
    };
  },
});
