import "server-only";
import { and, eq } from "drizzle-orm";

import { experiments } from "@/drizzle/schema/experiments";
import { requirePermission } from "@/lib/auth/permissions";
import type { ReadCtx } from "@/lib/command";
import { db, type Reader } from "@/lib/db/client";
import { Refusal } from "@/lib/errors";

export type ExperimentRecord = Omit<typeof experiments.$inferSelect, "workspaceId">;

export const experimentColumns = {
  id: experiments.id,
  name: experiments.name,
  artifactLocation: experiments.artifactLocation,
  lifecycle: experiments.lifecycle,
  tags: experiments.tags,
  createdAt: experiments.createdAt,
  updatedAt: experiments.updatedAt,
  createdById: experiments.createdById,
  createdByName: experiments.createdByName,
};

/** Throws `missing`. Deleted experiments are found too: their lifecycle says so. */
export async function getExperiment(ctx: ReadCtx, experimentId: string): Promise<ExperimentRecord> {
  requirePermission(ctx.actor, "tracking:read");
  const experiment = await readExperiment(ctx.tx ?? db, ctx.actor.workspaceId, experimentId);
  if (!experiment) throw experimentMissing(experimentId);
  return experiment;
}

export async function findExperimentByName(
  ctx: ReadCtx,
  name: string,
): Promise<ExperimentRecord | undefined> {
  requirePermission(ctx.actor, "tracking:read");
  const [experiment] = await (ctx.tx ?? db)
    .select(experimentColumns)
    .from(experiments)
    .where(and(eq(experiments.workspaceId, ctx.actor.workspaceId), eq(experiments.name, name)));
  return experiment;
}

async function readExperiment(reader: Reader, ws: string, id: string) {
  const [experiment] = await reader
    .select(experimentColumns)
    .from(experiments)
    .where(and(eq(experiments.workspaceId, ws), eq(experiments.id, id)));
  return experiment;
}

export function experimentMissing(experimentId: string): Refusal {
  return new Refusal("missing", `No Experiment with id=${experimentId} exists`);
}

export function experimentInactive(experimentId: string, lifecycle: string): Refusal {
  return new Refusal(
    "invalid",
    `The experiment ${experimentId} must be in the 'active' state. Current state is ${lifecycle}.`,
  );
}
