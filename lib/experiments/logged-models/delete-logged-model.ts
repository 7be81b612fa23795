import "server-only";
import { and, eq } from "drizzle-orm";

import { loggedModels } from "@/drizzle/schema/experiments";
import { command } from "@/lib/command";
import { loggedModelIdInput } from "@/lib/experiments/inputs";
import { lockLoggedModel } from "@/lib/experiments/logged-models/lock-logged-model";

/** Takes a logged model out of sight; registered versions made from it keep their artifacts. */
export const deleteLoggedModel = command({
  permission: "tracking:write",
  input: loggedModelIdInput,
  run: async (ctx, { modelId }) => {
    const { name, status } = await lockLoggedModel(ctx, modelId);
    await ctx.tx
      .update(loggedModels)
      .set({ deletedAt: ctx.now, updatedAt: ctx.now })
      .where(and(eq(loggedModels.workspaceId, ctx.workspaceId), eq(loggedModels.id, modelId)));
    return {
      result: {},
      audit: {
        action: "logged_model.delete",
        subject: `logged_model:${modelId}`,
        name,
        before: { status },
      },
    };
  },
});
