import "server-only";
import { and, desc, eq, ilike } from "drizzle-orm";

import { gates } from "@/drizzle/schema/gates";
import { models } from "@/drizzle/schema/registry";
import { requirePermission } from "@/lib/auth/permissions";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import { containing } from "@/lib/db/like";

const shown = 5;

/** Gates of models whose name contains the text: the open ones first, then the newest. */
export async function findGatesOf(ctx: ReadCtx, text: string) {
  requirePermission(ctx.actor, "gate:read");
  return (ctx.tx ?? db)
    .select({
      id: gates.id,
      model: models.name,
      version: gates.version,
      stage: gates.stage,
      status: gates.status,
    })
    .from(gates)
    .innerJoin(models, and(eq(models.workspaceId, gates.workspaceId), eq(models.id, gates.modelId)))
    .where(and(eq(gates.workspaceId, ctx.actor.workspaceId), ilike(models.name, containing(text))))
    .orderBy(desc(eq(gates.status, "open")), desc(gates.openedAt))
    .limit(shown);
}
