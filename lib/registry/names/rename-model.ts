import "server-only";
import { and, eq } from "drizzle-orm";

import { models, versions } from "@/drizzle/schema/registry";
import { mayLoosen } from "@/lib/auth/rules";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { renameSeals } from "@/lib/registry/approvals/seal-version";
import { RenameModel } from "@/lib/registry/inputs";
import { lockModel, modelKey } from "@/lib/registry/lock-model";
import { keepName, refuseTakenName } from "@/lib/registry/names/keep-name";
import { getModel } from "@/lib/registry/queries";
import { isBound } from "@/lib/registry/rules";

/** A name that others load by stays the model's own beside the new one, and takes a risk reviewer to change. */
export const renameModel = command({
  permission: "model:write",
  input: RenameModel,
  async run(ctx, { name, newName }) {
    const model = await lockModel(ctx, name);
    const others = isBound(model) && newName !== model.name;
    if (others && !mayLoosen(ctx.actor))
      throw new Refusal(
        "forbidden",
        `${model.name} is classified or has served, and others load it by its name. Only a risk reviewer or an admin, signed in, may rename it.`,
      );
    await refuseTakenName(ctx, newName, model.id);
    if (others) await keepName(ctx, model);
    await ctx.tx
      .update(models)
      .set({ name: newName, updatedAt: ctx.now })
      .where(modelKey(ctx, model.id));
    await ctx.tx
      .update(versions)
      .set({ updatedAt: ctx.now })
      .where(and(eq(versions.workspaceId, ctx.workspaceId), eq(versions.modelId, model.id)));
    await renameSeals(ctx, model.id);
    return {
      result: await getModel(ctx, newName),
      audit: {
        action: "model.rename",
        subject: `model:${model.id}`,
        name: newName,
        before: { name: model.name },
        after: { name: newName },
      },
    };
  },
});
