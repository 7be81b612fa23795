import "server-only";
import { and, eq } from "drizzle-orm";

import { loggedModels } from "@/drizzle/schema/experiments";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { contribute } from "@/lib/evidence/contribute";
import { cutToLength, lineStart, marked } from "@/lib/experiments/cut";
import { loggedModelPairsInput } from "@/lib/experiments/inputs";
import { lockLoggedModel } from "@/lib/experiments/logged-models/lock-logged-model";
import { tagFault } from "@/lib/experiments/runs/batch";
import { asRecord } from "@/lib/experiments/runs/pairs";
import { ownValue } from "@/lib/own-value";

export const tagLoggedModel = command({
  permission: "tracking:write",
  input: loggedModelPairsInput,
  run: async (ctx, { modelId, pairs }) => {
    const fault = pairs.map((tag) => tagFault(tag)).find(Boolean);
    if (fault) throw new Refusal("invalid", fault);
    const { name, tags } = await lockLoggedModel(ctx, modelId);
    const { kept, lines } = cutToLength("tag", pairs);
    const added = asRecord(kept);
    const written = pairs.map(({ key }) => lineStart("tag", key));
    await ctx.tx
      .update(loggedModels)
      .set({ tags: marked({ ...tags, ...added }, written, lines), updatedAt: ctx.now })
      .where(and(eq(loggedModels.workspaceId, ctx.workspaceId), eq(loggedModels.id, modelId)));
    await contribute(ctx, `logged_model:${modelId}`);
    return {
      result: {},
      audit: {
        action: "logged_model.tag",
        subject: `logged_model:${modelId}`,
        name,
        before: Object.fromEntries(pairs.map(({ key }) => [key, ownValue(tags, key)])),
        after: added,
      },
    };
  },
});
