import "server-only";
import { and, eq, isNull, ne } from "drizzle-orm";

import { gates } from "@/drizzle/schema/gates";
import { stageChanges, versions } from "@/drizzle/schema/registry";
import { requirePermission } from "@/lib/auth/permissions";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import { rollbackTarget } from "@/lib/gates/decisions/rollback-target";
import { productionVersion } from "@/lib/registry/queries";

/** Which version serves and which one a rollback would return to. */
export async function findRollbackTarget(
  ctx: ReadCtx,
  modelId: string,
): Promise<{ current: number | null; target: number | undefined }> {
  requirePermission(ctx.actor, "model:read");
  const reader = ctx.tx ?? db;
  const { workspaceId } = ctx.actor;
  const serving = await productionVersion(ctx, modelId);
  const approved = await reader
    .select({ version: gates.version, at: gates.decidedAt })
    .from(gates)
    .where(
      and(
        eq(gates.workspaceId, workspaceId),
        eq(gates.modelId, modelId),
        eq(gates.stage, "production"),
        eq(gates.status, "go"),
      ),
    );
  const rolledBack = await reader
    .select({ version: stageChanges.version, at: stageChanges.at })
    .from(stageChanges)
    .where(
      and(
        eq(stageChanges.workspaceId, workspaceId),
        eq(stageChanges.modelId, modelId),
        eq(stageChanges.fromStage, "production"),
        eq(stageChanges.cause, "rollback"),
      ),
    );
  const live = await reader
    .select({ version: versions.version })
    .from(versions)
    .where(
      and(
        eq(versions.workspaceId, workspaceId),
        eq(versions.modelId, modelId),
        ne(versions.stage, "retired"),
        isNull(versions.deletedAt),
      ),
    );
  const current = serving?.version ?? null;
  const approvals = approved.flatMap(({ version, at }) => (at ? [{ version, at }] : []));
  const usable = new Set(live.map(({ version }) => version));
  return { current, target: rollbackTarget({ current, approvals, rolledBack, usable }) };
}
