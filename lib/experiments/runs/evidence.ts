import "server-only";
import { and, asc, eq, sql } from "drizzle-orm";

import { runMetrics, runs } from "@/drizzle/schema/experiments";
import { namedNumbers, section } from "@/lib/evidence/section";
import { query } from "@/lib/query";

/** The training run of a version, as it is now. */
export const runSection = section({
  name: "run",
  schema: {
    present: "bool",
    id: "string",
    /** As MLflow has it, or DELETED. */
    status: "string",
    author: "string",
    metrics: "map<string, double>",
    params: "map<string, string>",
    tags: "map<string, string>",
    /** Metrics whose value was logged after the run was over. */
    late_metrics: "list<string>",
    updated_at: "string",
  },
  absent: {
    present: false,
    id: "",
    status: "",
    author: "",
    metrics: {},
    params: {},
    tags: {},
    late_metrics: [],
    updated_at: "",
  },
  gather: async (ctx, { runId }) => {
    if (runId === null) return null;
    const run = await runHead(ctx, runId);
    if (!run) return null;
    const metrics = await latestMetrics(ctx, runId);
    return {
      value: {
        present: true,
        id: run.id,
        status: run.lifecycle === "deleted" ? "DELETED" : run.status,
        author: run.authorName,
        metrics: namedNumbers(metrics),
        params: run.params,
        tags: run.tags,
        late_metrics: metrics.filter(({ late }) => late).map(({ key }) => key),
        updated_at: run.updatedAt.toISOString(),
      },
      source: `run:${run.id}`,
      measuredAt: run.updatedAt,
    };
  },
});

const runHead = query({
  permission: "tracking:read",
  run: async ({ read, here }, runId: string) => {
    const [run] = await read
      .select({
        id: runs.id,
        status: runs.status,
        lifecycle: runs.lifecycle,
        authorName: runs.authorName,
        params: runs.params,
        tags: runs.tags,
        updatedAt: runs.updatedAt,
      })
      .from(runs)
      .where(and(here(runs), eq(runs.id, runId)));
    return run;
  },
});

/** The latest value of each metric of a run, by key. */
export const latestMetrics = query({
  permission: "tracking:read",
  run: ({ read, here }, runId: string) =>
    read
      .select({
        key: runMetrics.key,
        value: runMetrics.value,
        late: sql<boolean>`coalesce(${runMetrics.loggedAt} > ${runs.finishedAt}, false)`,
      })
      .from(runMetrics)
      .innerJoin(runs, and(here(runs), eq(runs.id, runMetrics.runId)))
      .where(and(here(runMetrics), eq(runMetrics.runId, runId)))
      .orderBy(asc(runMetrics.key)),
});
