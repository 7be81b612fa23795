import "server-only";
import { and, desc, eq, isNull } from "drizzle-orm";

import { models, stageChanges } from "@/drizzle/schema/registry";
import { query } from "@/lib/query";

export type Rollback = {
  id: string;
  modelName: string;
  version: number;
  at: Date;
  byName: string;
  reason: string;
};

/** Versions that a rollback brought back into production, newest first. */
export const recentRollbacks = query({
  permission: "model:read",
  run: ({ read, here }, limit: number): Promise<Rollback[]> =>
    read
      .select({
        id: stageChanges.id,
        modelName: models.name,
        version: stageChanges.version,
        at: stageChanges.at,
        byName: stageChanges.byName,
        reason: stageChanges.reason,
      })
      .from(stageChanges)
      .innerJoin(
        models,
        and(eq(models.workspaceId, stageChanges.workspaceId), eq(models.id, stageChanges.modelId)),
      )
      .where(
        and(
          here(stageChanges),
          eq(stageChanges.cause, "rollback"),
          eq(stageChanges.toStage, "production"),
          isNull(models.deletedAt),
        ),
      )
      .orderBy(desc(stageChanges.at), desc(stageChanges.id))
      .limit(limit),
});
