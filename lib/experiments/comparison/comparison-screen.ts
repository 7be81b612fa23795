import "server-only";
import { and, inArray } from "drizzle-orm";

import { experiments } from "@/drizzle/schema/experiments";
import {
  compare,
  type ComparedRun,
  type Comparison,
} from "@/lib/experiments/comparison/comparison";
import { curveKeys } from "@/lib/experiments/curves/curves-screen";
import type { ComparisonInput } from "@/lib/experiments/inputs";
import type { RunStatus, Lifecycle } from "@/lib/experiments/rules";
import { environmentsOf } from "@/lib/experiments/runs/environment-queries";
import { listRunsById, type RunRecord } from "@/lib/experiments/runs/run-queries";
import { sourceCodeOf } from "@/lib/experiments/runs/source-code";
import { query, type QueryCtx } from "@/lib/query";

export type ComparedHead = {
  id: string;
  name: string;
  status: RunStatus;
  lifecycle: Lifecycle;
  experimentId: string;
  experimentName: string;
  authorName: string;
  startTime: number;
  endTime: number | null;
};

export type ComparisonScreen = {
  runs: ComparedHead[];
  /** Ids that were asked for and are not in this workspace. */
  missing: string[];
  baselineId: string;
  comparison: Comparison;
  /** The metrics that have a history to draw. */
  curveKeys: string[];
};

/** Up to twenty runs side by side, of one or several experiments. Unknown ids are named, not refused. */
export const comparisonScreen = query({
  permission: "tracking:read",
  run: async (ctx, input: ComparisonInput): Promise<ComparisonScreen> => {
    const runs = await listRunsById(ctx, input.runs);
    const ids = runs.map(({ id }) => id);
    const [environments, names, curves] = await Promise.all([
      environmentsOf(ctx, ids),
      experimentNames(
        ctx,
        runs.map(({ experimentId }) => experimentId),
      ),
      curveKeys(ctx, ids),
    ]);
    const baselineId =
      input.baseline !== undefined && ids.includes(input.baseline)
        ? input.baseline
        : (ids[0] ?? "");
    const compared = runs.map((run) => comparedRun(run, environments.get(run.id) ?? null));
    return {
      runs: runs.map((run) => ({
        id: run.id,
        name: run.name,
        status: run.status,
        lifecycle: run.lifecycle,
        experimentId: run.experimentId,
        experimentName: names.get(run.experimentId) ?? run.experimentId,
        authorName: run.authorName,
        startTime: run.startTime,
        endTime: run.endTime,
      })),
      missing: input.runs.filter((id) => !ids.includes(id)),
      baselineId,
      comparison: compare(compared, baselineId),
      curveKeys: curves,
    };
  },
});

async function experimentNames(
  { read, here }: QueryCtx,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await read
    .select({ id: experiments.id, name: experiments.name })
    .from(experiments)
    .where(and(here(experiments), inArray(experiments.id, [...ids])));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function comparedRun(run: RunRecord, environment: Record<string, string> | null): ComparedRun {
  return {
    id: run.id,
    params: run.params,
    tags: run.tags,
    metrics: Object.fromEntries(run.metrics.map(({ key, value }) => [key, value])),
    datasets: Object.fromEntries(run.datasets.map(({ name, digest }) => [name, digest])),
    code: sourceCodeOf(run.tags),
    environment,
  };
}
