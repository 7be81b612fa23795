import "server-only";
import { models } from "@/drizzle/schema/registry";
import { command } from "@/lib/command";
import { ownValue } from "@/lib/own-value";
import { SetModelTag } from "@/lib/registry/inputs";
import { lockModel, modelKey } from "@/lib/registry/lock-model";

export const setModelTag = command({
  permission: "model:write",
  input: SetModelTag,
  async run(ctx, { name, key, value }) {
    const { id, tags } = await lockModel(ctx, name);
    await ctx.tx
      .update(models)
      .set({ tags: { ...tags, [key]: value } })
      .where(modelKey(ctx, id));
    return {
      result: {},
      audit: {
        action: "model.set_tag",
        subject: `model:${id}`,
        name,
        before: { [key]: ownValue(tags, key) },
        after: { [key]: value },
      },
    };
  },
});
