import "server-only";
import { and, asc, desc, eq, inArray, isNull } from "drizzle-orm";

import {
  experiments,
  loggedModelMetrics,
  loggedModels,
  runModels,
  runs,
} from "@/drizzle/schema/experiments";
import { Refusal } from "@/lib/errors";
import type { LoggedModelStatus } from "@/lib/experiments/rules";
import { query } from "@/lib/query";

export type LoggedModelBrief = {
  id: string;
  name: string;
  modelType: string;
  status: LoggedModelStatus;
  createdAt: Date;
  artifactUri: string;
};

/** One logged model with its source run, the runs that used it and its metrics. Throws `missing`. */
export const loggedModelScreen = query({
  permission: "tracking:read",
  run: async ({ read, here }, modelId: string) => {
    const [model] = await read
      .select()
      .from(loggedModels)
      .where(and(here(loggedModels), eq(loggedModels.id, modelId), isNull(loggedModels.deletedAt)));
    if (!model) throw new Refusal("missing", "No such logged model.");
    const [experiment] = await read
      .select({ id: experiments.id, name: experiments.name })
      .from(experiments)
      .where(and(here(experiments), eq(experiments.id, model.experimentId)));
    const metrics = await read
      .select()
      .from(loggedModelMetrics)
      .where(and(here(loggedModelMetrics), eq(loggedModelMetrics.modelId, modelId)))
      .orderBy(asc(loggedModelMetrics.key), desc(loggedModelMetrics.step))
      .limit(500);
    const links = await read
      .select({ runId: runModels.runId, direction: runModels.direction })
      .from(runModels)
      .where(and(here(runModels), eq(runModels.modelId, modelId)))
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
        : await read
            .select({ id: runs.id, name: runs.name, status: runs.status })
            .from(runs)
            .where(and(here(runs), inArray(runs.id, runIds)));
    return {
      ...model,
      experiment: experiment ?? { id: model.experimentId, name: model.experimentId },
      metrics,
      sourceRun: linkedRuns.find(({ id }) => id === model.sourceRunId) ?? null,
      usedBy: linkedRuns.filter(({ id }) =>
        links.some(({ runId, direction }) => runId === id && direction === "input"),
      ),
    };
  },
});

/** The models a run made, newest first. */
export const loggedModelsOfRun = query({
  permission: "tracking:read",
  run: async ({ read, here }, runId: string): Promise<LoggedModelBrief[]> =>
    read
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
          here(loggedModels),
          eq(loggedModels.sourceRunId, runId),
          isNull(loggedModels.deletedAt),
        ),
      )
      .orderBy(desc(loggedModels.createdAt), asc(loggedModels.id))
      .limit(100),
});
