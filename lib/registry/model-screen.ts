import "server-only";
import { and, asc, eq } from "drizzle-orm";

import { runMetrics, runs } from "@/drizzle/schema/experiments";
import { among } from "@/lib/db/arrays";
import { query, type QueryCtx } from "@/lib/query";
import {
  getModel,
  listStageChanges,
  listVersions,
  type ModelRecord,
  type StageChange,
  type VersionRecord,
} from "@/lib/registry/queries";

export type VersionLine = VersionRecord & { runName: string | null; metric: number | null };

export type ModelScreen = {
  model: ModelRecord;
  versions: VersionLine[];
  changes: StageChange[];
  /** Metrics that its runs have, to choose the primary one from. */
  metricKeys: string[];
};

export const modelScreen = query({
  permission: "model:read",
  run: async (ctx, name: string): Promise<ModelScreen> => {
    const model = await getModel(ctx, name);
    const [versions, changes] = await Promise.all([
      listVersions(ctx, model.id),
      listStageChanges(ctx, model.id),
    ]);
    const runIds = [...new Set(versions.flatMap(({ runId }) => runId ?? []))];
    const [names, values, metricKeys] = await Promise.all([
      runNames(ctx, runIds),
      metricValues(ctx, runIds, model.primaryMetric),
      metricKeysOf(ctx, runIds),
    ]);
    return {
      model,
      changes,
      metricKeys,
      versions: versions.map((version) => ({
        ...version,
        runName: names.get(version.runId ?? "") ?? null,
        metric: values.get(version.runId ?? "") ?? null,
      })),
    };
  },
});

async function runNames(
  { read, here }: QueryCtx,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await read
    .select({ id: runs.id, name: runs.name })
    .from(runs)
    .where(and(here(runs), among(runs.id, ids)));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function metricValues(
  { read, here }: QueryCtx,
  ids: readonly string[],
  key: string | null,
): Promise<Map<string, number>> {
  if (key === null) return new Map();
  const rows = await read
    .select({ runId: runMetrics.runId, value: runMetrics.value })
    .from(runMetrics)
    .where(and(here(runMetrics), among(runMetrics.runId, ids), eq(runMetrics.key, key)));
  return new Map(rows.map(({ runId, value }) => [runId, value]));
}

async function metricKeysOf({ read, here }: QueryCtx, ids: readonly string[]): Promise<string[]> {
  const rows = await read
    .selectDistinct({ key: runMetrics.key })
    .from(runMetrics)
    .where(and(here(runMetrics), among(runMetrics.runId, ids)))
    .orderBy(asc(runMetrics.key));
  return rows.map(({ key }) => key);
}
