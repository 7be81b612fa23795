import "server-only";
import { versions } from "@/drizzle/schema/registry";
import { command } from "@/lib/command";
import { DeleteVersionTag } from "@/lib/registry/inputs";
import { lockVersion, versionKey } from "@/lib/registry/lock-version";
import { versionName } from "@/lib/registry/rules";

/** A tag that is not there is no fault, as in MLflow. */
export const deleteVersionTag = command({
  permission: "model:write",
  input: DeleteVersionTag,
  async run(ctx, { name, version, key }) {
    const { modelId, tags } = await lockVersion(ctx, name, version);
    const { [key]: gone, ...rest } = tags;
    await ctx.tx
      .update(versions)
      .set({ tags: rest })
      .where(versionKey(ctx, modelId, version));
    return {
      result: {},
      audit: {
        action: "version.delete_tag",
        subject: `version:${modelId}/${version}`,
        name: versionName(name, version),
        before: { [key]: gone },
      },
    };
  },
});
