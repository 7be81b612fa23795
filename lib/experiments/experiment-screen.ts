import "server-only";
import { and, asc, eq, sql } from "drizzle-orm";

import { experimentKeys, experiments } from "@/drizzle/schema/experiments";
import { requirePermission } from "@/lib/auth/permissions";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import { Refusal } from "@/lib/errors";

export type ExperimentHead = {
  id: string;
  name: string;
  lifecycle: "active" | "deleted";
  description: string;
  tags: Record<string, string>;
  createdAt: Date;
  createdByName: string;
  activeRuns: number;
  deletedRuns: number;
  lastRunAt: number | null;
};

export type ExperimentKeys = { metric: string[]; param: string[]; tag: string[] };

/** What stands above the runs table. Throws `missing`. */
export async function experimentHead(ctx: ReadCtx, experimentId: string): Promise<ExperimentHead> {
  requirePermission(ctx.actor, "tracking:read");
  const reader = ctx.tx ?? db;
  const ws = ctx.actor.workspaceId;
  const [experiment] = await reader
    .select()
    .from(experiments)
    .where(and(eq(experiments.workspaceId, ws), eq(experiments.id, experimentId)));
  if (!experiment) throw new Refusal("missing", "No such experiment.");
  const [counts] = await reader.execute<{
    active: number;
    deleted: number;
    lastRunAt: number | null;
  }>(sql`
    select count(*) filter (where lifecycle = 'active')::int as active,
      count(*) filter (where lifecycle = 'deleted')::int as deleted,
      max(start_time)::float8 as "lastRunAt"
    from runs where workspace_id = ${ws} and experiment_id = ${experimentId}`);
  return {
    id: experiment.id,
    name: experiment.name,
    lifecycle: experiment.lifecycle,
    description: experiment.tags["mlflow.note.content"] ?? "",
    tags: experiment.tags,
    createdAt: experiment.createdAt,
    createdByName: experiment.createdByName,
    activeRuns: counts?.active ?? 0,
    deletedRuns: counts?.deleted ?? 0,
    lastRunAt: counts?.lastRunAt ?? null,
  };
}

/** Every metric, param and tag key logged in an experiment, by name: for the column picker and completion. */
export async function experimentKeysOf(
  ctx: ReadCtx,
  experimentId: string,
): Promise<ExperimentKeys> {
  requirePermission(ctx.actor, "tracking:read");
  const rows = await (ctx.tx ?? db)
    .select({ kind: experimentKeys.kind, key: experimentKeys.key })
    .from(experimentKeys)
    .where(
      and(
        eq(experimentKeys.workspaceId, ctx.actor.workspaceId),
        eq(experimentKeys.experimentId, experimentId),
      ),
    )
    .orderBy(asc(experimentKeys.key))
    .limit(20_000);
  const keys: ExperimentKeys = { metric: [], param: [], tag: [] };
  for (const { kind, key } of rows) keys[kind].push(key);
  return keys;
}
