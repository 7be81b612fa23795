import "server-only";
import { and, eq } from "drizzle-orm";

import { experiments } from "@/drizzle/schema/experiments";
import { command } from "@/lib/command";
import { faultCode } from "@/lib/db/faults";
import { Refusal } from "@/lib/errors";
import { experimentTaken } from "@/lib/experiments/create-experiment";
import { experimentNameFault } from "@/lib/experiments/experiment";
import { renameExperimentInput } from "@/lib/experiments/inputs";
import { lockExperiment } from "@/lib/experiments/lock-experiment";
import { readableName } from "@/lib/readable-name";

const uniqueViolation = "23505";

export const renameExperiment = command({
  permission: "tracking:write",
  input: renameExperimentInput,
  run: async (ctx, { experimentId, name: given }) => {
    const name = readableName(given);
    const fault = experimentNameFault(name);
    if (fault) throw new Refusal("invalid", fault);
    const before = await lockExperiment(ctx, experimentId);
    if (before.lifecycle !== "active")
      throw new Refusal("invalid", "Cannot rename a non-active experiment.");
    await ctx.tx
      .update(experiments)
      .set({ name, updatedAt: ctx.now })
      .where(and(eq(experiments.workspaceId, ctx.workspaceId), eq(experiments.id, experimentId)))
      .catch((error: unknown) => {
        throw faultCode(error) === uniqueViolation ? experimentTaken(name) : error;
      });
    return {
      result: {},
      audit: {
        action: "experiment.rename",
        subject: `experiment:${experimentId}`,
        name,
        before: { name: before.name },
        after: { name },
      },
    };
  },
});
