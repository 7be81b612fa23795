import "server-only";
import { and, eq } from "drizzle-orm";

import { runs } from "@/drizzle/schema/experiments";
import { command } from "@/lib/command";
import { runIdInput } from "@/lib/experiments/inputs";
import { lockRun } from "@/lib/experiments/runs/lock-run";

export const restoreRun = command({
  permission: "tracking:write",
  input: runIdInput,
  run: async (ctx, { runId }) => {
    const { lifecycle, name } = await lockRun(ctx, runId);
    await ctx.tx
      .update(runs)
      .set({
        lifecycle: "active",
        deletedAt: null,
        deletedWithExperiment: false,
        updatedAt: ctx.now,
      })
      .where(and(eq(runs.workspaceId, ctx.workspaceId), eq(runs.id, runId)));
    return {
      result: {},
      audit: {
        action: "run.restore",
        subject: `run:${runId}`,
        name,
        before: { lifecycle },
        after: { lifecycle: "active" },
      },
    };
  },
});
