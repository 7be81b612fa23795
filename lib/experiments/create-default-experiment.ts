import "server-only";
import { z } from "zod";

import { experiments } from "@/drizzle/schema/experiments";
import { command } from "@/lib/command";

/** Every workspace has experiment 0, named Default, where a client logs that names none. Idempotent. */
export const createDefaultExperiment = command({
  permission: "tracking:write",
  input: z.object({}),
  run: async (ctx) => {
    await ctx.tx
      .insert(experiments)
      .values({
        workspaceId: ctx.workspaceId,
        id: "0",
        name: "Default",
        artifactLocation: "mlflow-artifacts:/0",
        createdAt: ctx.now,
        updatedAt: ctx.now,
        createdById: ctx.actor.id,
        createdByName: ctx.actor.name,
      })
      .onConflictDoNothing();
    return {
      result: { experimentId: "0" },
      audit: {
        action: "experiment.create",
        subject: "experiment:0",
        after: { name: "Default" },
      },
    };
  },
});
