import "server-only";
import { and, eq } from "drizzle-orm";

import { aliases, models } from "@/drizzle/schema/registry";
import { byWhom } from "@/lib/auth/rules";
import type { WriteCtx } from "@/lib/command";
import { modelKey } from "@/lib/registry/lock-model";
import { championAlias } from "@/lib/registry/rules";
import { sinceFirst } from "@/lib/registry/since-first";

/** Points an alias at a version, taking it from the one it pointed at before. Steps of the commands that may. */
export async function pointAlias(
  ctx: WriteCtx,
  { modelId, alias, version }: { modelId: string; alias: string; version: number },
): Promise<{ from: number | null }> {
  const held = await heldBy(ctx, modelId, alias);
  const by = byWhom(ctx.actor);
  const set = { version, setAt: ctx.now, setById: by.id, setByName: by.name };
  await ctx.tx
    .insert(aliases)
    .values({ workspaceId: ctx.workspaceId, modelId, alias, ...set })
    .onConflictDoUpdate({ target: [aliases.workspaceId, aliases.modelId, aliases.alias], set });
  if (alias === championAlias)
    await ctx.tx
      .update(models)
      .set({ servedAt: sinceFirst(ctx) })
      .where(modelKey(ctx, modelId));
  return { from: held };
}

export async function dropAlias(
  ctx: WriteCtx,
  { modelId, alias }: { modelId: string; alias: string },
): Promise<{ from: number | null }> {
  const [gone] = await ctx.tx
    .delete(aliases)
    .where(key(ctx, modelId, alias))
    .returning({ version: aliases.version });
  return { from: gone?.version ?? null };
}

async function heldBy(ctx: WriteCtx, modelId: string, alias: string): Promise<number | null> {
  const [held] = await ctx.tx
    .select({ version: aliases.version })
    .from(aliases)
    .where(key(ctx, modelId, alias))
    .for("update");
  return held?.version ?? null;
}

const key = (ctx: WriteCtx, modelId: string, alias: string) =>
  and(
    eq(aliases.workspaceId, ctx.workspaceId),
    eq(aliases.modelId, modelId),
    eq(aliases.alias, alias),
  );
