import "server-only";
import { and, eq } from "drizzle-orm";

import { runs } from "@/drizzle/schema/experiments";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { contribute } from "@/lib/evidence/contribute";
import { deleteRunTagInput } from "@/lib/experiments/inputs";
import { lockActiveRun } from "@/lib/experiments/runs/lock-run";
import { without } from "@/lib/experiments/runs/pairs";
import { ownValue } from "@/lib/own-value";

export const deleteRunTag = command({
  permission: "tracking:write",
  input: deleteRunTagInput,
  run: async (ctx, { runId, key }) => {
    const { name, tags } = await lockActiveRun(ctx, runId);
    const value = ownValue(tags, key);
    if (value === undefined)
      throw new Refusal("missing", `No tag with name: ${key} in run with id ${runId}`);
    await ctx.tx
      .update(runs)
      .set({ tags: without(tags, key), updatedAt: ctx.now })
      .where(and(eq(runs.workspaceId, ctx.workspaceId), eq(runs.id, runId)));
    await contribute(ctx, `run:${runId}`);
    return {
      result: {},
      audit: { action: "run.untag", subject: `run:${runId}`, name, before: { [key]: value } },
    };
  },
});
