import "server-only";
import { and, asc, desc, eq, ilike, isNull } from "drizzle-orm";

import { models, versions } from "@/drizzle/schema/registry";
import { requirePermission } from "@/lib/auth/permissions";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import { containing } from "@/lib/db/like";

const shown = 5;
const numbered = /^(?<name>.*\S)[\s/@:]+v?(?<number>\d{1,9})$/iu;

/** Models whose name contains the text. */
export async function findModelsNamed(ctx: ReadCtx, text: string) {
  requirePermission(ctx.actor, "model:read");
  return (ctx.tx ?? db)
    .select({ name: models.name, owner: models.ownerName })
    .from(models)
    .where(
      and(
        eq(models.workspaceId, ctx.actor.workspaceId),
        isNull(models.deletedAt),
        ilike(models.name, containing(text)),
      ),
    )
    .orderBy(asc(models.name))
    .limit(shown);
}

/** Versions by "name 3": none unless a number is asked for. */
export async function findVersionsNamed(ctx: ReadCtx, text: string) {
  requirePermission(ctx.actor, "model:read");
  const asked = numbered.exec(text)?.groups;
  if (!asked) return [];
  return (ctx.tx ?? db)
    .select({ model: models.name, version: versions.version, stage: versions.stage })
    .from(versions)
    .innerJoin(
      models,
      and(eq(models.workspaceId, versions.workspaceId), eq(models.id, versions.modelId)),
    )
    .where(
      and(
        eq(versions.workspaceId, ctx.actor.workspaceId),
        eq(versions.version, Number(asked["number"])),
        isNull(models.deletedAt),
        isNull(versions.deletedAt),
        ilike(models.name, containing(asked["name"] ?? "")),
      ),
    )
    .orderBy(desc(versions.createdAt))
    .limit(shown);
}
