import "server-only";
import { and, eq } from "drizzle-orm";

import { loggedModels } from "@/drizzle/schema/experiments";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { contribute } from "@/lib/evidence/contribute";
import { deleteLoggedModelTagInput } from "@/lib/experiments/inputs";
import { lockLoggedModel } from "@/lib/experiments/logged-models/lock-logged-model";
import { without } from "@/lib/experiments/runs/pairs";
import { ownValue } from "@/lib/own-value";

export const untagLoggedModel = command({
  permission: "tracking:write",
  input: deleteLoggedModelTagInput,
  run: async (ctx, { modelId, key }) => {
    const { name, tags } = await lockLoggedModel(ctx, modelId);
    const value = ownValue(tags, key);
    if (value === undefined)
      throw new Refusal("missing", `No tag with key ${key} found for model with ID ${modelId}.`);
    await ctx.tx
      .update(loggedModels)
      .set({ tags: without(tags, key), updatedAt: ctx.now })
      .where(and(eq(loggedModels.workspaceId, ctx.workspaceId), eq(loggedModels.id, modelId)));
    await contribute(ctx, `logged_model:${modelId}`);
    return {
      result: {},
      audit: {
        action: "logged_model.untag",
        subject: `logged_model:${modelId}`,
        name,
        before: { [key]: value },
      },
    };
  },
});
