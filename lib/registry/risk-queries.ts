import "server-only";
import { and, asc, eq, isNull, or, sql } from "drizzle-orm";

import { aliases, models, versions } from "@/drizzle/schema/registry";
import { pages, type Within } from "@/lib/paths";
import { query } from "@/lib/query";
import { modelOfVersion } from "@/lib/registry/queries";
import { championAlias } from "@/lib/registry/rules";

const shown = 20;

/** Clients load by the champion alias, whatever the stage says. */
const isChampion = sql`exists (select from ${aliases}
  where ${aliases.workspaceId} = ${versions.workspaceId} and ${aliases.modelId} = ${versions.modelId}
    and ${aliases.version} = ${versions.version} and ${aliases.alias} = ${championAlias})`;

/** A version that somebody's answers come from; `models` has to be joined. */
export const isInUse = and(
  or(eq(versions.stage, "production"), isChampion),
  isNull(versions.deletedAt),
  isNull(models.deletedAt),
);

export type ModelRisk = {
  id: string;
  kind: "unclassified" | "unowned";
  title: string;
  page: Within;
  since: Date;
};

/** Versions in use whose model has no tier or no owner, the longest first. */
export const risksOf = query({
  permission: "model:read",
  run: async ({ read, here }): Promise<ModelRisk[]> => {
    const rows = await read
      .select({
        modelId: models.id,
        model: models.name,
        tier: models.tier,
        version: versions.version,
        since: versions.stageSince,
      })
      .from(versions)
      .innerJoin(models, modelOfVersion)
      .where(and(here(versions), isInUse, or(isNull(models.tier), eq(models.ownerName, ""))))
      .orderBy(asc(versions.stageSince))
      .limit(shown);
    return rows.map(({ modelId, model, tier, version, since }) => ({
      id: `version:${modelId}/${version}`,
      kind: tier === null ? "unclassified" : "unowned",
      title: `${model} version ${version}`,
      page: pages.model(model),
      since,
    }));
  },
});
