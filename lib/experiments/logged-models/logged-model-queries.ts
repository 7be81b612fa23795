import "server-only";
import { and, asc, getTableColumns, isNull, sql } from "drizzle-orm";

import { loggedModelMetrics, loggedModels } from "@/drizzle/schema/experiments";
import { among } from "@/lib/db/arrays";
import { Refusal } from "@/lib/errors";
import { readInt64, type Int64 } from "@/lib/int64";
import { query } from "@/lib/query";

export type LoggedModelMetric = {
  key: string;
  value: number;
  step: Int64;
  timestamp: Int64;
  runId: string;
  datasetName: string;
  datasetDigest: string;
};

export type LoggedModelRecord = Omit<typeof loggedModels.$inferSelect, "workspaceId"> & {
  metrics: LoggedModelMetric[];
};

/** Throws `missing`, also for a deleted one. */
export const getLoggedModel = query({
  permission: "tracking:read",
  run: async (ctx, modelId: string): Promise<LoggedModelRecord> => {
    const [model] = await listLoggedModelsById(ctx, [modelId]);
    if (!model) throw loggedModelMissing(modelId);
    return model;
  },
});

/** The logged models of these ids, in their order; unknown and deleted ones are left out. */
export const listLoggedModelsById = query({
  permission: "tracking:read",
  run: async ({ read, here }, ids: readonly string[]): Promise<LoggedModelRecord[]> => {
    if (ids.length === 0) return [];
    const [models, metrics] = await Promise.all([
      read
        .select()
        .from(loggedModels)
        .where(
          and(here(loggedModels), among(loggedModels.id, ids), isNull(loggedModels.deletedAt)),
        ),
      read
        .select({
          ...getTableColumns(loggedModelMetrics),
          step: sql<string>`${loggedModelMetrics.step}::text`,
          at: sql<string>`${loggedModelMetrics.at}::text`,
        })
        .from(loggedModelMetrics)
        .where(and(here(loggedModelMetrics), among(loggedModelMetrics.modelId, ids)))
        .orderBy(asc(loggedModelMetrics.key), asc(loggedModelMetrics.runId)),
    ]);
    const metricsOf = new Map<string, LoggedModelMetric[]>();
    for (const { modelId, at, key, value, step, runId, datasetName, datasetDigest } of metrics) {
      const moment = { step: readInt64(step) ?? 0, timestamp: readInt64(at) ?? 0 };
      const metric = { key, value, ...moment, runId, datasetName, datasetDigest };
      metricsOf.set(modelId, [...(metricsOf.get(modelId) ?? []), metric]);
    }
    const records = new Map(
      models.map(({ workspaceId: _workspaceId, ...model }) => [
        model.id,
        { ...model, metrics: metricsOf.get(model.id) ?? [] },
      ]),
    );
    return ids.flatMap((id) => records.get(id) ?? []);
  },
});

export function loggedModelMissing(modelId: string): Refusal {
  return new Refusal("missing", `Logged model with ID '${modelId}' not found.`);
}
