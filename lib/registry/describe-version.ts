import "server-only";
import { versions } from "@/drizzle/schema/registry";
import { command } from "@/lib/command";
import { DescribeVersion } from "@/lib/registry/inputs";
import { lockVersion, versionKey } from "@/lib/registry/lock-version";
import { getVersion } from "@/lib/registry/queries";
import { versionName } from "@/lib/registry/rules";

export const describeVersion = command({
  permission: "model:write",
  input: DescribeVersion,
  async run(ctx, { name, version, description }) {
    const before = await lockVersion(ctx, name, version);
    await ctx.tx
      .update(versions)
      .set({ description, updatedAt: ctx.now })
      .where(versionKey(ctx, before.modelId, version));
    return {
      result: await getVersion(ctx, name, version),
      audit: {
        action: "version.describe",
        subject: `version:${before.modelId}/${version}`,
        name: versionName(name, version),
        before: { description: before.description },
        after: { description },
      },
    };
  },
});
