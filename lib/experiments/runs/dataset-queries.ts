import "server-only";
import { sql } from "drizzle-orm";

import { requirePermission } from "@/lib/auth/permissions";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";

export type DatasetSummary = {
  experimentId: string;
  name: string;
  digest: string;
  context: string | null;
};

/** The datasets that active runs of these experiments used, each with the contexts it was used in. */
export async function listDatasetSummaries(
  ctx: ReadCtx,
  experimentIds: readonly string[],
): Promise<DatasetSummary[]> {
  requirePermission(ctx.actor, "tracking:read");
  if (experimentIds.length === 0) return [];
  const ids = sql.join(
    experimentIds.map((id) => sql`${id}`),
    sql`, `,
  );
  return (ctx.tx ?? db).execute<DatasetSummary>(sql`
    select distinct d.experiment_id as "experimentId", d.name, d.digest,
      d.tags ->> 'mlflow.data.context' as context
    from run_datasets d
    join runs r on r.workspace_id = d.workspace_id and r.run_id = d.run_id and r.lifecycle = 'active'
    where d.workspace_id = ${ctx.actor.workspaceId} and d.experiment_id in (${ids})
    order by 1, 2, 3, 4 limit 1000`);
}
