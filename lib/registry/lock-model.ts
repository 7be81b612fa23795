import "server-only";
import { and, eq } from "drizzle-orm";

import { models } from "@/drizzle/schema/registry";
import type { WriteCtx } from "@/lib/command";
import { isNamed } from "@/lib/registry/names/keep-name";
import { noModel, type ModelRow } from "@/lib/registry/queries";

/** Holds a model's row until the command commits; every write to a model or its versions starts here. */
export async function lockModel(ctx: WriteCtx, name: string): Promise<ModelRow> {
  const [model] = await ctx.tx
    .select()
    .from(models)
    .where(and(eq(models.workspaceId, ctx.workspaceId), isNamed(name)))
    .for("update");
  if (!model) throw noModel(name);
  return model;
}

export const modelKey = (ctx: WriteCtx, modelId: string) =>
  and(eq(models.workspaceId, ctx.workspaceId), eq(models.id, modelId));
