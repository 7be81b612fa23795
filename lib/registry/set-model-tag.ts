import "server-only";
import { models } from "@/drizzle/schema/registry";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { ownValue } from "@/lib/own-value";
import { SetModelTag } from "@/lib/registry/inputs";
import { lockModel, modelKey } from "@/lib/registry/lock-model";
import { promptFault } from "@/lib/registry/rules";

export const setModelTag = command({
  permission: "model:write",
  input: SetModelTag,
  async run(ctx, { name, key, value }) {
    const fault = promptFault({ [key]: value });
    if (fault) throw new Refusal("invalid", fault);
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
