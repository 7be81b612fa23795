import "server-only";
import { z } from "zod";

import { experiments } from "@/drizzle/schema/experiments";
import { byWhom } from "@/lib/auth/rules";
import { command } from "@/lib/command";

/** Every workspace has experiment 0, named Default, where a client logs that names none. Idempotent. */
export const createDefaultExperiment = command({
  permission: "tracking:write",
  input: z.object({}),
  run: async (ctx) => {
    const author = byWhom(ctx.actor);
    const made = await ctx.tx
      .insert(experiments)
      .values({
        workspaceId: ctx.workspaceId,
        id: "0",
        name: "Default",
        artifactLocation: "mlflow-artifacts:/0",
        createdAt: ctx.now,
        updatedAt: ctx.now,
        createdById: author.id,
        createdByName: author.name,
      })
      .onConflictDoNothing()
      .returning({ name: experiments.name });
    return {
      result: { experimentId: "0" },
      audit: {
        action: "experiment.create",
        subject: "experiment:0",
        name: "Default",
        after: made[0] ?? {},
      },
    };
  },
});
