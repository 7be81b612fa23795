import "server-only";
import { and, eq } from "drizzle-orm";

import { loggedModels } from "@/drizzle/schema/experiments";
import { command } from "@/lib/command";
import { contribute } from "@/lib/evidence/contribute";
import { finalizeLoggedModelInput } from "@/lib/experiments/inputs";
import { lockLoggedModel } from "@/lib/experiments/logged-models/lock-logged-model";

export const finalizeLoggedModel = command({
  permission: "tracking:write",
  input: finalizeLoggedModelInput,
  run: async (ctx, { modelId, status }) => {
    const before = await lockLoggedModel(ctx, modelId);
    await ctx.tx
      .update(loggedModels)
      .set({ status, updatedAt: ctx.now })
      .where(and(eq(loggedModels.workspaceId, ctx.workspaceId), eq(loggedModels.id, modelId)));
    await contribute(ctx, `logged_model:${modelId}`);
    return {
      result: {},
      audit: {
        action: "logged_model.finalize",
        subject: `logged_model:${modelId}`,
        name: before.name,
        before: { status: before.status },
        after: { status },
      },
    };
  },
});
