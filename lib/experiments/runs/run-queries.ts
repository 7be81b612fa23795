import "server-only";
import { sql } from "drizzle-orm";

import { textArray } from "@/lib/db/arrays";
import { prepared } from "@/lib/db/prepared";
import { Refusal } from "@/lib/errors";
import { parseExact } from "@/lib/exact-json";
import type { Lifecycle, RunModelDirection, RunStatus } from "@/lib/experiments/rules";
import type { Int64 } from "@/lib/int64";
import { query } from "@/lib/query";

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
  metrics: { key: string; value: number; step: Int64; timestamp: Int64 }[];
  datasets: RunDataset[];
  /** Logged models the run used or made. */
  models: { direction: RunModelDirection; modelId: string; step: Int64 }[];
};

type Metric = [key: string, value: number | string, step: Int64, timestamp: Int64];

/** Metrics and models come as JSON's text, for steps and times may be longer than its numbers. */
type Row = Omit<RunRecord, "createdAt" | "updatedAt" | "metrics" | "models"> & {
  createdAt: string;
  updatedAt: string;
  metrics: string;
  models: string;
};

/**
 * Runs with all that hangs on them. Each part is a subquery of one run along a primary key, so there is one way to plan
 * it, and the metrics of a run travel as one value.
 */
const reading = prepared<{ ws: string; ids: string }, Row>(
  (of) => sql`
    select r.run_id as id, r.experiment_id as "experimentId", r.name, r.status, r.lifecycle,
      r.mlflow_user as "mlflowUser", r.start_time::float8 as "startTime",
      r.end_time::float8 as "endTime", r.artifact_uri as "artifactUri",
      r.author_id as "authorId", r.author_name as "authorName",
      r.created_at as "createdAt", r.updated_at as "updatedAt", r.params, r.tags,
      (select coalesce(json_agg(json_build_array(m.key, m.value, m.step, m.at) order by m.key), '[]')::text
        from run_metrics m
        where m.workspace_id = ${of.ws}::uuid and m.run_id = r.run_id) as metrics,
      (select coalesce(json_agg(json_build_object('name', d.name, 'digest', d.digest,
          'sourceType', d.source_type, 'source', d.source, 'schema', d.schema,
          'profile', d.profile, 'tags', u.tags) order by d.name, d.digest), '[]')
        from run_datasets u join datasets d on d.workspace_id = u.workspace_id
          and d.experiment_id = u.experiment_id and d.name = u.name and d.digest = u.digest
        where u.workspace_id = ${of.ws}::uuid and u.run_id = r.run_id) as datasets,
      (select coalesce(json_agg(json_build_object('direction', m.direction, 'modelId', m.model_id,
          'step', m.step) order by m.step, m.model_id), '[]')::text
        from run_models m
        where m.workspace_id = ${of.ws}::uuid and m.run_id = r.run_id) as models
    from unnest(${of.ids}::text::text[]) with ordinality as asked (id, place)
    cross join lateral (
      select * from runs where workspace_id = ${of.ws}::uuid and run_id = asked.id limit 1) r
    order by asked.place`,
);

/** The runs of these ids, in their order; unknown ids are left out. */
export const listRunsById = query({
  permission: "tracking:read",
  run: async ({ tx, workspaceId: ws }, ids: readonly string[]): Promise<RunRecord[]> => {
    if (ids.length === 0) return [];
    const rows = await reading(tx, { ws, ids: textArray(ids) });
    return rows.map(({ createdAt, updatedAt, metrics, models, ...row }) => ({
      ...row,
      createdAt: new Date(createdAt),
      updatedAt: new Date(updatedAt),
      models: listOf<RunRecord["models"][number]>(models),
      metrics: listOf<Metric>(metrics).map(([key, value, step, timestamp]) => ({
        key,
        // what JSON has no number for comes by its name
        value: Number(value),
        step,
        timestamp,
      })),
    }));
  },
});

/** What the statement above makes is of this form. */
function listOf<Item>(text: string): Item[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return parseExact(text) as Item[];
}

export const findRun = query({
  permission: "tracking:read",
  run: async (ctx, runId: string): Promise<RunRecord | undefined> => {
    const [run] = await listRunsById(ctx, [runId]);
    return run;
  },
});

/** Throws `missing`. Deleted runs are found too: their lifecycle says so. */
export const getRun = query({
  permission: "tracking:read",
  run: async (ctx, runId: string): Promise<RunRecord> => {
    const run = await findRun(ctx, runId);
    if (!run) throw runMissing(runId);
    return run;
  },
});

export function runMissing(runId: string): Refusal {
  return new Refusal("missing", `Run with id=${runId} not found`);
}
