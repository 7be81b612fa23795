import "server-only";
import { and, desc, eq, ilike } from "drizzle-orm";

import { gates } from "@/drizzle/schema/gates";
import { models } from "@/drizzle/schema/registry";
import { containing } from "@/lib/db/like";
import { pages } from "@/lib/paths";
import { query } from "@/lib/query";

const shown = 5;

/** Gates of models whose name contains the text: the open ones first, then the newest. */
export const findIn = query({
  permission: "gate:read",
  run: async ({ read, here }, text: string) => {
    const rows = await read
      .select({
        id: gates.id,
        model: models.name,
        version: gates.version,
        stage: gates.stage,
        status: gates.status,
      })
      .from(gates)
      .innerJoin(
        models,
        and(eq(models.workspaceId, gates.workspaceId), eq(models.id, gates.modelId)),
      )
      .where(and(here(gates), ilike(models.name, containing(text))))
      .orderBy(desc(eq(gates.status, "open")), desc(gates.openedAt))
      .limit(shown);
    return rows.map(({ id, model, version, stage, status }) => ({
      kind: "Gate",
      title: `${model} version ${version} to ${stage}`,
      detail: status,
      path: pages.gate(id),
    }));
  },
});
