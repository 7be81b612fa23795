import "server-only";
import { and, eq, inArray } from "drizzle-orm";

import { runMetrics, runs } from "@/drizzle/schema/experiments";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
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

export async function modelScreen(ctx: ReadCtx, name: string): Promise<ModelScreen> {
  const model = await getModel(ctx, name);
  const [versions, changes] = await Promise.all([
    listVersions(ctx, model.id),
    listStageChanges(ctx, model.id),
  ]);
  const runIds = [...new Set(versions.flatMap(({ runId }) => runId ?? []))];
  const [names, metrics] = await Promise.all([runNames(ctx, runIds), metricsOf(ctx, runIds)]);
  return {
    model,
    changes,
    metricKeys: [...new Set(metrics.map(({ key }) => key))].toSorted(),
    versions: versions.map((version) => ({
      ...version,
      runName: names.find(({ id }) => id === version.runId)?.name ?? null,
      metric:
        metrics.find(({ runId, key }) => runId === version.runId && key === model.primaryMetric)
          ?.value ?? null,
    })),
  };
}

async function runNames(ctx: ReadCtx, ids: string[]): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return [];
  return (ctx.tx ?? db)
    .select({ id: runs.id, name: runs.name })
    .from(runs)
    .where(and(eq(runs.workspaceId, ctx.actor.workspaceId), inArray(runs.id, ids)));
}

async function metricsOf(ctx: ReadCtx, ids: string[]) {
  if (ids.length === 0) return [];
  return (ctx.tx ?? db)
    .select({ runId: runMetrics.runId, key: runMetrics.key, value: runMetrics.value })
    .from(runMetrics)
    .where(and(eq(runMetrics.workspaceId, ctx.actor.workspaceId), inArray(runMetrics.runId, ids)))
    .limit(20_000);
}
