import "server-only";
import { and, eq } from "drizzle-orm";

import { experiments } from "@/drizzle/schema/experiments";
import type { WriteCtx } from "@/lib/command";
import {
  experimentColumns,
  experimentInactive,
  experimentMissing,
  type ExperimentRecord,
} from "@/lib/experiments/experiment-queries";

/** Step: the experiment, held against concurrent change until the transaction ends. Throws `missing`. */
export async function lockExperiment(ctx: WriteCtx, id: string): Promise<ExperimentRecord> {
  const [experiment] = await ctx.tx
    .select(experimentColumns)
    .from(experiments)
    .where(and(eq(experiments.workspaceId, ctx.workspaceId), eq(experiments.id, id)))
    .for("no key update");
  if (!experiment) throw experimentMissing(id);
  return experiment;
}

export async function lockActiveExperiment(ctx: WriteCtx, id: string): Promise<ExperimentRecord> {
  const experiment = await lockExperiment(ctx, id);
  if (experiment.lifecycle !== "active") throw experimentInactive(id, experiment.lifecycle);
  return experiment;
}
