import "server-only";
import { and, eq } from "drizzle-orm";

import { runs } from "@/drizzle/schema/experiments";
import { command } from "@/lib/command";
import { runIdInput } from "@/lib/experiments/inputs";
import { lockRun } from "@/lib/experiments/runs/lock-run";

/** Marks a run as deleted; nothing is lost and it can be restored. One that went with its experiment then stays behind. */
export const deleteRun = command({
  permission: "tracking:write",
  input: runIdInput,
  run: async (ctx, { runId }) => {
    const { lifecycle, deletedWithExperiment, name } = await lockRun(ctx, runId);
    if (lifecycle === "active" || deletedWithExperiment)
      await ctx.tx
        .update(runs)
        .set({
          lifecycle: "deleted",
          deletedAt: ctx.now,
          deletedWithExperiment: false,
          updatedAt: ctx.now,
        })
        .where(and(eq(runs.workspaceId, ctx.workspaceId), eq(runs.id, runId)));
    return {
      result: {},
      audit: {
        action: "run.delete",
        subject: `run:${runId}`,
        name,
        before: { lifecycle },
        after: { lifecycle: "deleted" },
      },
    };
  },
});
