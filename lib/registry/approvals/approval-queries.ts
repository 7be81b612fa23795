import "server-only";
import { and, asc, desc, eq, isNull } from "drizzle-orm";

import { approvals, versions } from "@/drizzle/schema/registry";
import { query } from "@/lib/query";
import { isApproved, mustStay, type Stage, type Tier } from "@/lib/registry/rules";

export type ApprovalRecord = Omit<typeof approvals.$inferSelect, "workspaceId">;

/** What gates let a model's versions into, the latest first. */
export const approvalsOf = query({
  permission: "model:read",
  run: ({ read, here }, modelId: string): Promise<ApprovalRecord[]> =>
    read
      .select()
      .from(approvals)
      .where(and(here(approvals), eq(approvals.modelId, modelId)))
      .orderBy(desc(approvals.at), desc(approvals.version)),
});

/** The versions that only a gate or a rollback may move, and that nobody may delete; their model neither. */
export const stayingVersions = query({
  permission: "model:read",
  run: async (
    ctx,
    model: { id: string; tier: Tier | null },
  ): Promise<{ version: number; stage: Stage }[]> => {
    const passed = await approvalsOf(ctx, model.id);
    const live = await ctx.read
      .select({ version: versions.version, stage: versions.stage })
      .from(versions)
      .where(and(ctx.here(versions), eq(versions.modelId, model.id), isNull(versions.deletedAt)))
      .orderBy(asc(versions.version));
    return live.filter((one) => mustStay(model, one, isApproved(passed, one.version)));
  },
});
