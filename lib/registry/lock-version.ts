import "server-only";
import { and, eq, isNull } from "drizzle-orm";

import { versions } from "@/drizzle/schema/registry";
import type { WriteCtx } from "@/lib/command";
import { lockModel } from "@/lib/registry/lock-model";
import { noVersion, type ModelRow, type VersionRow } from "@/lib/registry/queries";

/** Holds a version's row, its model's first: one order for everybody, so nobody waits in a circle. */
export async function lockVersion(
  ctx: WriteCtx,
  name: string,
  version: number,
): Promise<VersionRow & { model: ModelRow }> {
  const model = await lockModel(ctx, name);
  const [found] = await ctx.tx
    .select()
    .from(versions)
    .where(and(versionKey(ctx, model.id, version), isNull(versions.deletedAt)))
    .for("update");
  if (!found) throw noVersion(name, version);
  return { ...found, model };
}

export const versionKey = (ctx: WriteCtx, modelId: string, version: number) =>
  and(
    eq(versions.workspaceId, ctx.workspaceId),
    eq(versions.modelId, modelId),
    eq(versions.version, version),
  );
