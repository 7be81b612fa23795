import "server-only";
import { sql } from "drizzle-orm";

import { workspaceCounters } from "@/drizzle/schema/auth";
import { experiments } from "@/drizzle/schema/experiments";
import { byWhom } from "@/lib/auth/rules";
import { command, type WriteCtx } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import {
  experimentNameFault,
  experimentTagFault,
  locationFault,
  storeLocation,
} from "@/lib/experiments/experiment";
import { createExperimentInput } from "@/lib/experiments/inputs";
import { asRecord } from "@/lib/experiments/runs/pairs";
import { readableName } from "@/lib/readable-name";

export const createExperiment = command({
  permission: "tracking:write",
  input: createExperimentInput,
  run: async (ctx, { name: given, artifactLocation, tags }) => {
    const name = readableName(given);
    const fault =
      experimentNameFault(name) ??
      locationFault(artifactLocation) ??
      tags.map(({ key, value }) => experimentTagFault(key, value)).find(Boolean);
    if (fault) throw new Refusal("invalid", fault);
    const id = await nextId(ctx);
    const author = byWhom(ctx.actor);
    const [created] = await ctx.tx
      .insert(experiments)
      .values({
        workspaceId: ctx.workspaceId,
        id,
        name,
        artifactLocation: storeLocation(artifactLocation, id),
        tags: asRecord(tags),
        createdAt: ctx.now,
        updatedAt: ctx.now,
        createdById: author.id,
        createdByName: author.name,
      })
      .onConflictDoNothing()
      .returning({ id: experiments.id });
    if (!created) throw experimentTaken(name);
    return {
      result: { experimentId: id },
      audit: { action: "experiment.create", subject: `experiment:${id}`, name, after: { name } },
    };
  },
});

export function experimentTaken(name: string): Refusal {
  return new Refusal(
    "taken",
    `Experiment(name=${name}) already exists. A deleted experiment keeps its name: restore or rename it.`,
  );
}

/** The counter's row lock hands out each number once; a refused creation gives its number back. */
async function nextId(ctx: WriteCtx): Promise<string> {
  const [counter] = await ctx.tx
    .insert(workspaceCounters)
    .values({ workspaceId: ctx.workspaceId, name: "experiment", value: 1 })
    .onConflictDoUpdate({
      target: [workspaceCounters.workspaceId, workspaceCounters.name],
      set: { value: sql`${workspaceCounters.value} + 1` },
    })
    .returning({ value: workspaceCounters.value });
  return String(counter?.value ?? 1);
}
