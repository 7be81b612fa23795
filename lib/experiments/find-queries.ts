import "server-only";
import { and, desc, eq, gte, ilike, lt, or } from "drizzle-orm";

import { experiments, runs } from "@/drizzle/schema/experiments";
import { containing } from "@/lib/db/like";
import { pages } from "@/lib/paths";
import { query, type QueryCtx } from "@/lib/query";

const shown = 5;
const idStart = /^[0-9a-f]{4,32}$/u;

/** Experiments and runs by name, runs also by how their id begins. */
export const findIn = query({
  permission: "tracking:read",
  run: async (ctx, text: string) => [
    ...(await experimentsNamed(ctx, text)),
    ...(await runsNamed(ctx, text)),
  ],
});

async function experimentsNamed({ read, here }: QueryCtx, text: string) {
  const rows = await read
    .select({ id: experiments.id, name: experiments.name })
    .from(experiments)
    .where(
      and(
        here(experiments),
        eq(experiments.lifecycle, "active"),
        ilike(experiments.name, containing(text)),
      ),
    )
    .orderBy(desc(experiments.updatedAt))
    .limit(shown);
  return rows.map(({ id, name }) => ({
    kind: "Experiment",
    title: name,
    detail: `id ${id}`,
    path: pages.experiment(id),
  }));
}

async function runsNamed({ read, here }: QueryCtx, text: string) {
  const start = text.toLowerCase();
  const rows = await read
    .select({ id: runs.id, name: runs.name, experiment: experiments.name })
    .from(runs)
    .innerJoin(
      experiments,
      and(eq(experiments.workspaceId, runs.workspaceId), eq(experiments.id, runs.experimentId)),
    )
    .where(
      and(
        here(runs),
        eq(runs.lifecycle, "active"),
        or(
          ilike(runs.name, containing(text)),
          idStart.test(start) ? and(gte(runs.id, start), lt(runs.id, `${start}g`)) : undefined,
        ),
      ),
    )
    .orderBy(desc(runs.startTime))
    .limit(shown);
  return rows.map(({ id, name, experiment }) => ({
    kind: "Run",
    title: name,
    detail: experiment,
    path: pages.run(id),
  }));
}

/** Whether anything was ever logged here. */
export const hasRuns = query({
  permission: "tracking:read",
  run: async ({ read, here }): Promise<boolean> => {
    const rows = await read.select({ id: runs.id }).from(runs).where(here(runs)).limit(1);
    return rows.length > 0;
  },
});
