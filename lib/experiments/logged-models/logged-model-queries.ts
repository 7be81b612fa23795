import "server-only";
import { and, asc, eq, isNull } from "drizzle-orm";

import { loggedModelMetrics, loggedModels } from "@/drizzle/schema/experiments";
import { requirePermission } from "@/lib/auth/permissions";
import type { ReadCtx } from "@/lib/command";
import { among } from "@/lib/db/arrays";
import { db } from "@/lib/db/client";
import { Refusal } from "@/lib/errors";

export type LoggedModelMetric = {
  key: string;
  value: number;
  step: number;
  timestamp: number;
  runId: string;
  datasetName: string;
  datasetDigest: string;
};

export type LoggedModelRecord = Omit<typeof loggedModels.$inferSelect, "workspaceId"> & {
  metrics: LoggedModelMetric[];
};

/** Throws `missing`, also for a deleted one. */
export async function getLoggedModel(ctx: ReadCtx, modelId: string): Promise<LoggedModelRecord> {
  const [model] = await listLoggedModelsById(ctx, [modelId]);
  if (!model) throw loggedModelMissing(modelId);
  return model;
}

/** The logged models of these ids, in their order; unknown and deleted ones are left out. */
export async function listLoggedModelsById(
  ctx: ReadCtx,
  ids: readonly string[],
): Promise<LoggedModelRecord[]> {
  requirePermission(ctx.actor, "tracking:read");
  if (ids.length === 0) return [];
  const reader = ctx.tx ?? db;
  const ws = ctx.actor.workspaceId;
  const [models, metrics] = await Promise.all([
    reader
      .select()
      .from(loggedModels)
      .where(
        and(
          eq(loggedModels.workspaceId, ws),
          among(loggedModels.id, ids),
          isNull(loggedModels.deletedAt),
        ),
      ),
    reader
      .select()
      .from(loggedModelMetrics)
      .where(and(eq(loggedModelMetrics.workspaceId, ws), among(loggedModelMetrics.modelId, ids)))
      .orderBy(asc(loggedModelMetrics.key), asc(loggedModelMetrics.runId)),
  ]);
  const metricsOf = new Map<string, LoggedModelMetric[]>();
  for (const { modelId, at, key, value, step, runId, datasetName, datasetDigest } of metrics) {
    const metric = { key, value, step, timestamp: at, runId, datasetName, datasetDigest };
    metricsOf.set(modelId, [...(metricsOf.get(modelId) ?? []), metric]);
  }
  const records = new Map(
    models.map(({ workspaceId: _workspaceId, ...model }) => [
      model.id,
      { ...model, metrics: metricsOf.get(model.id) ?? [] },
    ]),
  );
  return ids.flatMap((id) => records.get(id) ?? []);
}

export function loggedModelMissing(modelId: string): Refusal {
  return new Refusal("missing", `Logged model with ID '${modelId}' not found.`);
}
