import "server-only";
import { and, eq } from "drizzle-orm";

import { aliases, models, versions } from "@/drizzle/schema/registry";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { stayingVersions } from "@/lib/registry/approvals/approval-queries";
import { unsealVersion } from "@/lib/registry/approvals/seal-version";
import { DeleteVersion } from "@/lib/registry/inputs";
import { modelKey } from "@/lib/registry/lock-model";
import { lockVersion, versionKey } from "@/lib/registry/lock-version";
import { versionName } from "@/lib/registry/rules";

/** Takes a version away, and its aliases with it. Its number is never given out again. */
export const deleteVersion = command({
  permission: "model:write",
  input: DeleteVersion,
  async run(ctx, { name, version }) {
    const { tx, workspaceId, now } = ctx;
    const found = await lockVersion(ctx, name, version);
    const staying = await stayingVersions(ctx, found.model);
    if (staying.some((one) => one.version === version))
      throw new Refusal(
        "forbidden",
        `Version ${version} of ${name} is in ${found.stage}: retire it through its gate before deleting it.`,
      );
    const dropped = await tx
      .delete(aliases)
      .where(
        and(
          eq(aliases.workspaceId, workspaceId),
          eq(aliases.modelId, found.modelId),
          eq(aliases.version, version),
        ),
      )
      .returning({ alias: aliases.alias });
    await tx
      .update(versions)
      .set({ deletedAt: now, updatedAt: now })
      .where(versionKey(ctx, found.modelId, version));
    await unsealVersion(ctx, found.modelId, version);
    await tx.update(models).set({ updatedAt: now }).where(modelKey(ctx, found.modelId));
    return {
      result: {},
      audit: {
        action: "version.delete",
        subject: `version:${found.modelId}/${version}`,
        name: versionName(name, version),
        before: {
          stage: found.stage,
          source: found.source,
          aliases: dropped.map(({ alias }) => alias),
        },
      },
    };
  },
});
