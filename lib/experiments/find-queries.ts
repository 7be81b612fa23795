import "server-only";
import { and, desc, eq, gte, ilike, lt, or } from "drizzle-orm";

import { experiments, runs } from "@/drizzle/schema/experiments";
import { containing } from "@/lib/db/like";
import { query } from "@/lib/query";

const shown = 5;
const idStart = /^[0-9a-f]{4,32}$/u;

/** Experiments whose name contains the text. */
export const findExperimentsNamed = query({
  permission: "tracking:read",
  run: async ({ read, here }, text: string) =>
    read
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
      .limit(shown),
});

/** Runs whose name contains the text or whose id begins with it, the newest first. */
export const findRunsNamed = query({
  permission: "tracking:read",
  run: async ({ read, here }, text: string) => {
    const start = text.toLowerCase();
    return read
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
  },
});
