import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";

import { experiments } from "@/drizzle/schema/experiments";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import { compare, type ComparedRun, type Comparison } from "@/lib/experiments/comparison";
import { environmentsOf } from "@/lib/experiments/environment-queries";
import { listRunsById, type RunRecord } from "@/lib/experiments/run-queries";
import { sourceCodeOf } from "@/lib/experiments/source-code";

export const comparedAtMost = 20;

/** `runs`: two to twenty run ids, comma-separated or repeated. `baseline`: the one that deltas are against. */
export const comparisonInput = z.object({
  runs: z
    .union([z.string(), z.array(z.string())])
    .transform((value) => [
      ...new Set(
        [value]
          .flat()
          .flatMap((part) => part.split(","))
          .map((part) => part.trim())
          .filter((part) => part !== ""),
      ),
    ])
    .pipe(
      z
        .array(z.string().max(256))
        .min(1, "Name at least one run.")
        .max(comparedAtMost, `Compare at most ${comparedAtMost} runs.`),
    ),
  baseline: z.string().max(256).optional(),
});
export type ComparisonInput = z.output<typeof comparisonInput>;

export type ComparedHead = {
  id: string;
  name: string;
  status: "RUNNING" | "SCHEDULED" | "FINISHED" | "FAILED" | "KILLED";
  lifecycle: "active" | "deleted";
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
};

/** Up to twenty runs side by side, of one or several experiments. Unknown ids are named, not refused. */
export async function comparisonScreen(
  ctx: ReadCtx,
  input: ComparisonInput,
): Promise<ComparisonScreen> {
  const runs = await listRunsById(ctx, input.runs);
  const ids = runs.map(({ id }) => id);
  const [environments, names] = await Promise.all([
    environmentsOf(ctx, ids),
    experimentNames(
      ctx,
      runs.map(({ experimentId }) => experimentId),
    ),
  ]);
  const baselineId =
    input.baseline !== undefined && ids.includes(input.baseline) ? input.baseline : (ids[0] ?? "");
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
  };
}

async function experimentNames(ctx: ReadCtx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await (ctx.tx ?? db)
    .select({ id: experiments.id, name: experiments.name })
    .from(experiments)
    .where(
      and(eq(experiments.workspaceId, ctx.actor.workspaceId), inArray(experiments.id, [...ids])),
    );
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
