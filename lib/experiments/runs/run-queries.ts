import "server-only";
import { and, asc, eq } from "drizzle-orm";

import { datasets, runDatasets, runMetrics, runModels, runs } from "@/drizzle/schema/experiments";
import { among } from "@/lib/db/arrays";
import { Refusal } from "@/lib/errors";
import type { Lifecycle, RunModelDirection, RunStatus } from "@/lib/experiments/rules";
import { query, type QueryCtx } from "@/lib/query";

export type RunDataset = {
  name: string;
  digest: string;
  sourceType: string;
  source: string;
  schema: string | null;
  profile: string | null;
  tags: Record<string, string>;
};

export type RunRecord = {
  id: string;
  experimentId: string;
  name: string;
  status: RunStatus;
  lifecycle: Lifecycle;
  mlflowUser: string;
  startTime: number;
  endTime: number | null;
  artifactUri: string;
  authorId: string | null;
  authorName: string;
  createdAt: Date;
  updatedAt: Date;
  params: Record<string, string>;
  tags: Record<string, string>;
  /** The latest point of each metric, by key. */
  metrics: { key: string; value: number; step: number; timestamp: number }[];
  datasets: RunDataset[];
  /** Logged models the run used or made. */
  models: { direction: RunModelDirection; modelId: string; step: number }[];
};

const headColumns = {
  id: runs.id,
  experimentId: runs.experimentId,
  name: runs.name,
  status: runs.status,
  lifecycle: runs.lifecycle,
  mlflowUser: runs.mlflowUser,
  startTime: runs.startTime,
  endTime: runs.endTime,
  artifactUri: runs.artifactUri,
  authorId: runs.authorId,
  authorName: runs.authorName,
  createdAt: runs.createdAt,
  updatedAt: runs.updatedAt,
  params: runs.params,
  tags: runs.tags,
};

/** Throws `missing`. Deleted runs are found too: their lifecycle says so. */
export const getRun = query({
  permission: "tracking:read",
  run: async (ctx, runId: string): Promise<RunRecord> => {
    const run = await findRun(ctx, runId);
    if (!run) throw runMissing(runId);
    return run;
  },
});

export const findRun = query({
  permission: "tracking:read",
  run: async (ctx, runId: string): Promise<RunRecord | undefined> => {
    const [run] = await listRunsById(ctx, [runId]);
    return run;
  },
});

/** The runs of these ids, in their order; unknown ids are left out. */
export const listRunsById = query({
  permission: "tracking:read",
  run: async (ctx, ids: readonly string[]): Promise<RunRecord[]> => {
    if (ids.length === 0) return [];
    const { read, here } = ctx;
    const [heads, metrics, inputs, models] = await Promise.all([
      read
        .select(headColumns)
        .from(runs)
        .where(and(here(runs), among(runs.id, ids))),
      readMetrics(ctx, ids),
      readDatasets(ctx, ids),
      readModels(ctx, ids),
    ]);
    const metricsOf = byRun(metrics);
    const datasetsOf = byRun(inputs);
    const modelsOf = byRun(models);
    const records = new Map(
      heads.map((run) => [
        run.id,
        {
          ...run,
          metrics: metricsOf.get(run.id) ?? [],
          datasets: datasetsOf.get(run.id) ?? [],
          models: modelsOf.get(run.id) ?? [],
        },
      ]),
    );
    return ids.flatMap((id) => records.get(id) ?? []);
  },
});

export function runMissing(runId: string): Refusal {
  return new Refusal("missing", `Run with id=${runId} not found`);
}

function readMetrics({ read, here }: QueryCtx, ids: readonly string[]) {
  const { runId, key, value, step, at } = runMetrics;
  return read
    .select({ runId, key, value, step, timestamp: at })
    .from(runMetrics)
    .where(and(here(runMetrics), among(runId, ids)))
    .orderBy(asc(runId), asc(key));
}

function readDatasets({ read, here }: QueryCtx, ids: readonly string[]) {
  return read
    .select({
      runId: runDatasets.runId,
      name: runDatasets.name,
      digest: runDatasets.digest,
      sourceType: datasets.sourceType,
      source: datasets.source,
      schema: datasets.schema,
      profile: datasets.profile,
      tags: runDatasets.tags,
    })
    .from(runDatasets)
    .innerJoin(
      datasets,
      and(
        eq(datasets.workspaceId, runDatasets.workspaceId),
        eq(datasets.experimentId, runDatasets.experimentId),
        eq(datasets.name, runDatasets.name),
        eq(datasets.digest, runDatasets.digest),
      ),
    )
    .where(and(here(runDatasets), among(runDatasets.runId, ids)))
    .orderBy(asc(runDatasets.name), asc(runDatasets.digest));
}

function readModels({ read, here }: QueryCtx, ids: readonly string[]) {
  const { runId, direction, modelId, step } = runModels;
  return read
    .select({ runId, direction, modelId, step })
    .from(runModels)
    .where(and(here(runModels), among(runId, ids)))
    .orderBy(asc(step), asc(modelId));
}

function byRun<Row extends { runId: string }>(rows: Row[]): Map<string, Omit<Row, "runId">[]> {
  const groups = new Map<string, Omit<Row, "runId">[]>();
  for (const { runId, ...row } of rows) {
    const group = groups.get(runId);
    if (group) group.push(row);
    else groups.set(runId, [row]);
  }
  return groups;
}
