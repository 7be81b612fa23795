import "server-only";
import { and, asc, eq, isNull } from "drizzle-orm";

import { runMetrics, runs } from "@/drizzle/schema/experiments";
import { versions } from "@/drizzle/schema/registry";
import { among } from "@/lib/db/arrays";
import { query, type QueryCtx } from "@/lib/query";
import type { ListVersions } from "@/lib/registry/inputs";
import {
  countVersions,
  getModel,
  listStageChanges,
  listVersions,
  servingVersion,
  type ModelRecord,
  type StageChange,
  type VersionRecord,
} from "@/lib/registry/queries";

export type VersionLine = VersionRecord & { runName: string | null; metric: number | null };

export type ModelScreen = {
  model: ModelRecord;
  /** One page of them, newest first. */
  versions: VersionLine[];
  next: string | null;
  /** How many versions there are. */
  count: number;
  serving: number | null;
  changes: StageChange[];
  /** Metrics that its runs have, to choose the primary one from. */
  metricKeys: string[];
};

export const modelScreen = query({
  permission: "model:read",
  run: async (ctx, { name, ...page }: ListVersions): Promise<ModelScreen> => {
    const model = await getModel(ctx, name);
    const [found, count, serving, changes, metricKeys] = await Promise.all([
      listVersions(ctx, model.id, page),
      countVersions(ctx, model.id),
      servingVersion(ctx, model.id),
      listStageChanges(ctx, model.id),
      metricKeysOf(ctx, model.id),
    ]);
    const runIds = [...new Set(found.versions.flatMap(({ runId }) => runId ?? []))];
    const [names, values] = await Promise.all([
      runNames(ctx, runIds),
      metricValues(ctx, runIds, model.primaryMetric),
    ]);
    return {
      model,
      next: found.next,
      count,
      serving: serving?.version ?? null,
      changes,
      metricKeys,
      versions: found.versions.map((version) => ({
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

async function metricKeysOf({ read, here }: QueryCtx, modelId: string): Promise<string[]> {
  const rows = await read
    .selectDistinct({ key: runMetrics.key })
    .from(runMetrics)
    .innerJoin(
      versions,
      and(eq(versions.workspaceId, runMetrics.workspaceId), eq(versions.runId, runMetrics.runId)),
    )
    .where(and(here(runMetrics), eq(versions.modelId, modelId), isNull(versions.deletedAt)))
    .orderBy(asc(runMetrics.key));
  return rows.map(({ key }) => key);
}
