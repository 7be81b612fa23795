import "server-only";
import { and, eq, isNull, ne } from "drizzle-orm";

import { models, versions } from "@/drizzle/schema/registry";
import { command, type WriteCtx } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { RenameModel } from "@/lib/registry/inputs";
import { lockModel, modelKey } from "@/lib/registry/lock-model";
import { getModel } from "@/lib/registry/queries";
import { renameSeals } from "@/lib/registry/seal-version";

export const renameModel = command({
  permission: "model:write",
  input: RenameModel,
  async run(ctx, { name, newName }) {
    const model = await lockModel(ctx, name);
    await refuseTaken(ctx, model.id, newName);
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
        before: { name },
        after: { name: newName },
      },
    };
  },
});

async function refuseTaken(ctx: WriteCtx, modelId: string, name: string): Promise<void> {
  const [other] = await ctx.tx
    .select({ id: models.id })
    .from(models)
    .where(
      and(
        eq(models.workspaceId, ctx.workspaceId),
        eq(models.name, name),
        isNull(models.deletedAt),
        ne(models.id, modelId),
      ),
    );
  if (other) throw new Refusal("taken", `Registered Model (name=${name}) already exists.`);
}
