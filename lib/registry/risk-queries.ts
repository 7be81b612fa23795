import "server-only";
import { and, asc, eq, isNotNull, isNull, or, sql } from "drizzle-orm";

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
  kind: "damaged" | "unclassified" | "unowned";
  title: string;
  page: Within;
  since: Date;
};

/** Versions in use whose files are damaged, or whose model has no tier or no owner, the longest first. */
export const risksOf = query({
  permission: "model:read",
  run: async ({ read, here }): Promise<ModelRisk[]> => {
    const damaged = await read
      .select({
        modelId: models.id,
        model: models.name,
        version: versions.version,
        stageSince: versions.stageSince,
        damagedAt: versions.damagedAt,
      })
      .from(versions)
      .innerJoin(models, modelOfVersion)
      .where(and(here(versions), isInUse, isNotNull(versions.damage)))
      .orderBy(asc(versions.damagedAt))
      .limit(shown);
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
    const broken = damaged.map(({ modelId, model, version, damagedAt, stageSince }) => ({
      id: `version:${modelId}/${version}`,
      kind: "damaged" as const,
      title: `${model} version ${version}`,
      page: pages.version(model, version),
      since: damagedAt ?? stageSince,
    }));
    const unclear = rows.map(({ modelId, model, tier, version, since }) => ({
      id: `version:${modelId}/${version}`,
      kind: tier === null ? ("unclassified" as const) : ("unowned" as const),
      title: `${model} version ${version}`,
      page: pages.model(model),
      since,
    }));
    return [...broken, ...unclear];
  },
});
