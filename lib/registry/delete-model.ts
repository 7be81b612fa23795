import "server-only";
import { and, eq, isNull } from "drizzle-orm";

import { aliases, models, versions } from "@/drizzle/schema/registry";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { stayingVersions } from "@/lib/registry/approvals/approval-queries";
import { unsealVersion } from "@/lib/registry/approvals/seal-version";
import { DeleteModel } from "@/lib/registry/inputs";
import { lockModel, modelKey } from "@/lib/registry/lock-model";
import { keepName } from "@/lib/registry/names/keep-name";
import { isBound } from "@/lib/registry/rules";

/** Takes a model and its versions away. The rows stay, marked, so that decisions about them stay readable. */
export const deleteModel = command({
  permission: "model:write",
  input: DeleteModel,
  async run(ctx, { name }) {
    const { tx, workspaceId, now } = ctx;
    const model = await lockModel(ctx, name);
    const live = and(
      eq(versions.workspaceId, workspaceId),
      eq(versions.modelId, model.id),
      isNull(versions.deletedAt),
    );
    const all = await tx.select({ version: versions.version }).from(versions).where(live);
    const [staying] = await stayingVersions(ctx, model);
    if (staying)
      throw new Refusal(
        "forbidden",
        `Version ${staying.version} of ${name} is in ${staying.stage}: retire it through its gate before deleting the model.`,
      );
    if (isBound(model)) await keepName(ctx, model);
    await tx
      .delete(aliases)
      .where(and(eq(aliases.workspaceId, workspaceId), eq(aliases.modelId, model.id)));
    await tx.update(versions).set({ deletedAt: now, updatedAt: now }).where(live);
    for (const { version } of all) await unsealVersion(ctx, model.id, version);
    await tx.update(models).set({ deletedAt: now, updatedAt: now }).where(modelKey(ctx, model.id));
    return {
      result: {},
      audit: {
        action: "model.delete",
        subject: `model:${model.id}`,
        name,
        before: { versions: all.map(({ version }) => version) },
      },
    };
  },
});
