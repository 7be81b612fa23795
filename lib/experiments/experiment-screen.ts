import "server-only";
import { and, asc, eq, sql } from "drizzle-orm";

import { experimentKeys, experiments, runs } from "@/drizzle/schema/experiments";
import { Refusal } from "@/lib/errors";
import { mlflowTags } from "@/lib/experiments/mlflow-tags";
import type { Lifecycle } from "@/lib/experiments/rules";
import { query } from "@/lib/query";

export type ExperimentHead = {
  id: string;
  name: string;
  lifecycle: Lifecycle;
  description: string;
  tags: Record<string, string>;
  createdAt: Date;
  createdByName: string;
  activeRuns: number;
  deletedRuns: number;
  lastStartTime: number | null;
};

export type ExperimentKeys = { metric: string[]; param: string[]; tag: string[] };

/** What stands above the runs table. Throws `missing`. */
export const experimentHead = query({
  permission: "tracking:read",
  run: async ({ read, here }, experimentId: string): Promise<ExperimentHead> => {
    const [experiment] = await read
      .select()
      .from(experiments)
      .where(and(here(experiments), eq(experiments.id, experimentId)));
    if (!experiment) throw new Refusal("missing", "No such experiment.");
    const [counts] = await read
      .select({
        active: sql<number>`count(*) filter (where ${runs.lifecycle} = 'active')::int`,
        deleted: sql<number>`count(*) filter (where ${runs.lifecycle} = 'deleted')::int`,
        lastStartTime: sql<number | null>`max(${runs.startTime}) filter (
          where ${runs.lifecycle} = ${experiment.lifecycle})::float8`,
      })
      .from(runs)
      .where(and(here(runs), eq(runs.experimentId, experimentId)));
    return {
      id: experiment.id,
      name: experiment.name,
      lifecycle: experiment.lifecycle,
      description: experiment.tags[mlflowTags.note] ?? "",
      tags: experiment.tags,
      createdAt: experiment.createdAt,
      createdByName: experiment.createdByName,
      activeRuns: counts?.active ?? 0,
      deletedRuns: counts?.deleted ?? 0,
      lastStartTime: counts?.lastStartTime ?? null,
    };
  },
});

/** Every metric, param and tag key logged in an experiment, by name: for the column picker and completion. */
export const experimentKeysOf = query({
  permission: "tracking:read",
  run: async ({ read, here }, experimentId: string): Promise<ExperimentKeys> => {
    const rows = await read
      .select({ kind: experimentKeys.kind, key: experimentKeys.key })
      .from(experimentKeys)
      .where(and(here(experimentKeys), eq(experimentKeys.experimentId, experimentId)))
      .orderBy(asc(experimentKeys.key))
      .limit(20_000);
    const keys: ExperimentKeys = { metric: [], param: [], tag: [] };
    for (const { kind, key } of rows) keys[kind].push(key);
    return keys;
  },
});
