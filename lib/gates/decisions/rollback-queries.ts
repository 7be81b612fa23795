import "server-only";
import { and, eq, isNull, ne } from "drizzle-orm";

import { gates } from "@/drizzle/schema/gates";
import { stageChanges, versions } from "@/drizzle/schema/registry";
import { rollbackTarget } from "@/lib/gates/decisions/rollback-target";
import { query } from "@/lib/query";
import { servingVersion } from "@/lib/registry/queries";

export type RollbackTarget = { current: number | null; target: number | undefined };

/** Which version serves and which one a rollback would return to. */
export const findRollbackTarget = query({
  permission: "model:read",
  run: async (ctx, modelId: string): Promise<RollbackTarget> => {
    const serving = await servingVersion(ctx, modelId);
    const approved = await ctx.read
      .select({ version: gates.version, at: gates.decidedAt })
      .from(gates)
      .where(
        and(
          ctx.here(gates),
          eq(gates.modelId, modelId),
          eq(gates.stage, "production"),
          eq(gates.status, "go"),
        ),
      );
    const rolledBack = await ctx.read
      .select({ version: stageChanges.version, at: stageChanges.at })
      .from(stageChanges)
      .where(
        and(
          ctx.here(stageChanges),
          eq(stageChanges.modelId, modelId),
          eq(stageChanges.fromStage, "production"),
          eq(stageChanges.cause, "rollback"),
        ),
      );
    const live = await ctx.read
      .select({ version: versions.version })
      .from(versions)
      .where(
        and(
          ctx.here(versions),
          eq(versions.modelId, modelId),
          ne(versions.stage, "retired"),
          isNull(versions.deletedAt),
        ),
      );
    const current = serving?.version ?? null;
    const approvals = approved.flatMap(({ version, at }) => (at ? [{ version, at }] : []));
    const usable = new Set(live.map(({ version }) => version));
    return { current, target: rollbackTarget({ current, approvals, rolledBack, usable }) };
  },
});
