import "server-only";
import { models } from "@/drizzle/schema/registry";
import { command } from "@/lib/command";
import { DeleteModelTag } from "@/lib/registry/inputs";
import { lockModel, modelKey } from "@/lib/registry/lock-model";

/** A tag that is not there is no fault, as in MLflow. */
export const deleteModelTag = command({
  permission: "model:write",
  input: DeleteModelTag,
  async run(ctx, { name, key }) {
    const { id, tags } = await lockModel(ctx, name);
    const { [key]: gone, ...rest } = tags;
    await ctx.tx.update(models).set({ tags: rest }).where(modelKey(ctx, id));
    return {
      result: {},
      audit: {
        action: "model.delete_tag",
        subject: `model:${id}`,
        name,
        before: { [key]: gone },
      },
    };
  },
});
