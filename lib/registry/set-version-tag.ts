import "server-only";
import { versions } from "@/drizzle/schema/registry";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { ownValue } from "@/lib/own-value";
import { SetVersionTag } from "@/lib/registry/inputs";
import { lockVersion, versionKey } from "@/lib/registry/lock-version";
import { promptFault, versionName } from "@/lib/registry/rules";

export const setVersionTag = command({
  permission: "model:write",
  input: SetVersionTag,
  async run(ctx, { name, version, key, value }) {
    const fault = promptFault({ [key]: value });
    if (fault) throw new Refusal("invalid", fault);
    const { modelId, tags } = await lockVersion(ctx, name, version);
    await ctx.tx
      .update(versions)
      .set({ tags: { ...tags, [key]: value } })
      .where(versionKey(ctx, modelId, version));
    return {
      result: {},
      audit: {
        action: "version.set_tag",
        subject: `version:${modelId}/${version}`,
        name: versionName(name, version),
        before: { [key]: ownValue(tags, key) },
        after: { [key]: value },
      },
    };
  },
});
