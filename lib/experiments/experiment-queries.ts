import "server-only";
import { and, eq, inArray } from "drizzle-orm";

import { experiments } from "@/drizzle/schema/experiments";
import { Refusal } from "@/lib/errors";
import { query } from "@/lib/query";
import { readableName } from "@/lib/readable-name";

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
export const getExperiment = query({
  permission: "tracking:read",
  run: async ({ read, here }, experimentId: string): Promise<ExperimentRecord> => {
    const [experiment] = await read
      .select(experimentColumns)
      .from(experiments)
      .where(and(here(experiments), eq(experiments.id, experimentId)));
    if (!experiment) throw experimentMissing(experimentId);
    return experiment;
  },
});

export const findExperimentByName = query({
  permission: "tracking:read",
  run: async ({ read, here }, name: string): Promise<ExperimentRecord | undefined> => {
    // as it was written, or else as people read it
    const alike = await read
      .select(experimentColumns)
      .from(experiments)
      .where(and(here(experiments), inArray(experiments.name, [name, readableName(name)])));
    return alike.find((each) => each.name === name) ?? alike[0];
  },
});

export function experimentMissing(experimentId: string): Refusal {
  return new Refusal("missing", `No Experiment with id=${experimentId} exists`);
}

export function experimentInactive(experimentId: string, lifecycle: string): Refusal {
  return new Refusal(
    "invalid",
    `The experiment ${experimentId} must be in the 'active' state. Current state is ${lifecycle}.`,
  );
}
