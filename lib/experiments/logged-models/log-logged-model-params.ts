import "server-only";
import { and, eq } from "drizzle-orm";

import { loggedModels } from "@/drizzle/schema/experiments";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { contribute } from "@/lib/evidence/contribute";
import { cutToLength, marked } from "@/lib/experiments/cut";
import { loggedModelPairsInput } from "@/lib/experiments/inputs";
import { lockLoggedModel } from "@/lib/experiments/logged-models/lock-logged-model";
import { paramFault } from "@/lib/experiments/runs/batch";
import { asRecord, changedParams } from "@/lib/experiments/runs/pairs";

/** Params of a logged model are written once, like a run's. */
export const logLoggedModelParams = command({
  permission: "tracking:write",
  input: loggedModelPairsInput,
  run: async (ctx, { modelId, pairs }) => {
    const { name, params, tags } = await lockLoggedModel(ctx, modelId);
    const { kept, lines } = cutToLength("param", pairs);
    const [changed] = changedParams(params, kept);
    const fault =
      pairs.map((param) => paramFault(param)).find(Boolean) ??
      (changed &&
        `Changing param values is not allowed. Param with key='${changed.key}' was already logged with value='${changed.before}' for logged model ID='${modelId}'. Attempted logging new value '${changed.after}'.`);
    if (fault) throw new Refusal("invalid", fault);
    const added = asRecord(kept);
    const fresh = Object.keys(added).filter((key) => !Object.hasOwn(params, key));
    await ctx.tx
      .update(loggedModels)
      .set({
        params: { ...params, ...added },
        tags: marked(tags, [], lines),
        updatedAt: ctx.now,
      })
      .where(and(eq(loggedModels.workspaceId, ctx.workspaceId), eq(loggedModels.id, modelId)));
    await contribute(ctx, `logged_model:${modelId}`);
    return {
      result: {},
      audit: {
        action: "logged_model.params",
        subject: `logged_model:${modelId}`,
        name,
        after: fresh.length === 0 ? {} : { params: fresh },
      },
    };
  },
});
