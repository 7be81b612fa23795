import "server-only";
import { and, asc, desc, eq, inArray, isNull } from "drizzle-orm";

import {
  experiments,
  loggedModelMetrics,
  loggedModels,
  runModels,
  runs,
} from "@/drizzle/schema/experiments";
import { requirePermission } from "@/lib/auth/permissions";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import { Refusal } from "@/lib/errors";

export type LoggedModelBrief = {
  id: string;
  name: string;
  modelType: string;
  status: "LOGGED_MODEL_PENDING" | "LOGGED_MODEL_READY" | "LOGGED_MODEL_UPLOAD_FAILED";
  createdAt: Date;
  artifactUri: string;
};

/** One logged model with its source run, the runs that used it and its metrics. Throws `missing`. */
export async function loggedModelScreen(ctx: ReadCtx, modelId: string) {
  requirePermission(ctx.actor, "tracking:read");
  const reader = ctx.tx ?? db;
  const ws = ctx.actor.workspaceId;
  const [model] = await reader
    .select()
    .from(loggedModels)
    .where(
      and(
        eq(loggedModels.workspaceId, ws),
        eq(loggedModels.id, modelId),
        isNull(loggedModels.deletedAt),
      ),
    );
  if (!model) throw new Refusal("missing", "No such logged model.");
  const [experiment] = await reader
    .select({ id: experiments.id, name: experiments.name })
    .from(experiments)
    .where(and(eq(experiments.workspaceId, ws), eq(experiments.id, model.experimentId)));
  const metrics = await reader
    .select()
    .from(loggedModelMetrics)
    .where(and(eq(loggedModelMetrics.workspaceId, ws), eq(loggedModelMetrics.modelId, modelId)))
    .orderBy(asc(loggedModelMetrics.key), desc(loggedModelMetrics.step))
    .limit(500);
  const links = await reader
    .select({ runId: runModels.runId, direction: runModels.direction })
    .from(runModels)
    .where(and(eq(runModels.workspaceId, ws), eq(runModels.modelId, modelId)))
    .limit(100);
  const runIds = [
    ...new Set([
      ...links.map(({ runId }) => runId),
      ...(model.sourceRunId ? [model.sourceRunId] : []),
    ]),
  ];
  const linkedRuns =
    runIds.length === 0
      ? []
      : await reader
          .select({ id: runs.id, name: runs.name, status: runs.status })
          .from(runs)
          .where(and(eq(runs.workspaceId, ws), inArray(runs.id, runIds)));
  return {
    ...model,
    experiment: experiment ?? { id: model.experimentId, name: model.experimentId },
    metrics,
    sourceRun: linkedRuns.find(({ id }) => id === model.sourceRunId) ?? null,
    usedBy: linkedRuns.filter(({ id }) =>
      links.some(({ runId, direction }) => runId === id && direction === "input"),
    ),
  };
}

/** The models a run made, newest first. */
export async function loggedModelsOfRun(ctx: ReadCtx, runId: string): Promise<LoggedModelBrief[]> {
  requirePermission(ctx.actor, "tracking:read");
  const ws = ctx.actor.workspaceId;
  return (ctx.tx ?? db)
    .select({
      id: loggedModels.id,
      name: loggedModels.name,
      modelType: loggedModels.modelType,
      status: loggedModels.status,
      createdAt: loggedModels.createdAt,
      artifactUri: loggedModels.artifactUri,
    })
    .from(loggedModels)
    .where(
      and(
        eq(loggedModels.workspaceId, ws),
        eq(loggedModels.sourceRunId, runId),
        isNull(loggedModels.deletedAt),
      ),
    )
    .orderBy(desc(loggedModels.createdAt), asc(loggedModels.id))
    .limit(100);
}
