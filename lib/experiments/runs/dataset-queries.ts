import "server-only";
import { and, eq, sql } from "drizzle-orm";

import { runDatasets, runs } from "@/drizzle/schema/experiments";
import { among } from "@/lib/db/arrays";
import { textAt } from "@/lib/db/text-at";
import { mlflowTags } from "@/lib/experiments/mlflow-tags";
import { query } from "@/lib/query";

export type DatasetSummary = {
  experimentId: string;
  name: string;
  digest: string;
  context: string | null;
};

/** The datasets that active runs of these experiments used, each with the contexts it was used in. */
export const listDatasetSummaries = query({
  permission: "tracking:read",
  run: async ({ read, here }, experimentIds: readonly string[]): Promise<DatasetSummary[]> => {
    if (experimentIds.length === 0) return [];
    return read
      .selectDistinct({
        experimentId: runDatasets.experimentId,
        name: runDatasets.name,
        digest: runDatasets.digest,
        context: textAt(runDatasets.tags, mlflowTags.dataContext),
      })
      .from(runDatasets)
      .innerJoin(
        runs,
        and(
          eq(runs.workspaceId, runDatasets.workspaceId),
          eq(runs.id, runDatasets.runId),
          eq(runs.lifecycle, "active"),
        ),
      )
      .where(and(here(runDatasets), among(runDatasets.experimentId, experimentIds)))
      .orderBy(sql`1, 2, 3, 4`)
      .limit(1000);
  },
});
