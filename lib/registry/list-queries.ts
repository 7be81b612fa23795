import "server-only";
import { and, eq, ilike, isNull, or, sql, type SQL } from "drizzle-orm";

import { aliases, models, versions } from "@/drizzle/schema/registry";
import { containing } from "@/lib/db/like";
import { encodeCursor } from "@/lib/paging";
import { query } from "@/lib/query";
import type { ListModels } from "@/lib/registry/inputs";
import { championAlias, type Stage, type Tier } from "@/lib/registry/rules";
import { afterSql, decodePlace, orderBySql, placeSql, type SortTerm } from "@/lib/search/order";

export type ListedModel = {
  id: string;
  name: string;
  purpose: string;
  tier: Tier | null;
  ownerName: string;
  updatedAt: Date;
  versions: number;
  latest: { version: number; stage: Stage } | null;
  champion: number | null;
  serving: number | null;
};

export type ModelPage = { models: ListedModel[]; next: string | null; anyAtAll: boolean };

/** One page of models that are not deleted, each with what serves and what the champion alias points at. */
export const listModels = query({
  permission: "model:read",
  run: async ({ read, here }, asked: ListModels): Promise<ModelPage> => {
    const live = and(here(models), isNull(models.deletedAt));
    const terms = termsOf(asked);
    const rows = await read
      .select({
        id: models.id,
        name: models.name,
        purpose: models.purpose,
        tier: models.tier,
        ownerName: models.ownerName,
        updatedAt: models.updatedAt,
        versions: sql<number>`(${ofVersions(sql`count(*)::int`)})`,
        latestVersion: sql<number | null>`(${ofVersions(sql`max(${versions.version})`)})`,
        latestStage: sql<Stage | null>`(${ofVersions(versions.stage)}
        order by ${versions.version} desc limit 1)`,
        champion: sql<number | null>`${championOf}`,
        serving: sql<number | null>`(${ofVersions(sql`max(${versions.version})`)}
        and ${versions.stage} = 'production')`,
        place: placeSql(terms).mapWith((place: (string | null)[]) => place),
      })
      .from(models)
      .where(
        and(
          live,
          ...filtersOf(asked),
          asked.cursor === undefined
            ? undefined
            : afterSql(terms, decodePlace(asked.cursor, terms)),
        ),
      )
      .orderBy(orderBySql(terms))
      .limit(asked.limit + 1);
    const shown = rows.slice(0, asked.limit);
    const last = rows.length > asked.limit ? shown.at(-1) : undefined;
    return {
      models: shown.map(({ latestVersion, latestStage, place: _place, ...row }) => ({
        ...row,
        latest:
          latestVersion === null || latestStage === null
            ? null
            : { version: latestVersion, stage: latestStage },
      })),
      next: last ? encodeCursor(last.place) : null,
      anyAtAll: rows.length > 0 || (await read.$count(models, live)) > 0,
    };
  },
});

/** Expressions of their own: drizzle drops the table names of columns at the top of one over one table. */
const championOf = sql`(select ${aliases.version} from ${aliases}
  where ${aliases.workspaceId} = ${models.workspaceId} and ${aliases.modelId} = ${models.id}
    and ${aliases.alias} = ${championAlias})`;

/** A value over the model's versions that are not deleted. */
function ofVersions(value: SQL | typeof versions.stage): SQL {
  return sql`select ${value} from ${versions}
    where ${versions.workspaceId} = ${models.workspaceId} and ${versions.modelId} = ${models.id}
      and ${versions.deletedAt} is null`;
}

function filtersOf({ q, stage, tier }: ListModels): (SQL | undefined)[] {
  const pattern = containing(q);
  return [
    q === ""
      ? undefined
      : or(
          ilike(models.name, pattern),
          ilike(models.purpose, pattern),
          ilike(models.ownerName, pattern),
        ),
    tier && (tier === "unclassified" ? isNull(models.tier) : eq(models.tier, tier)),
    stage && sql`exists (${ofVersions(sql`1`)} and ${versions.stage} = ${stage})`,
  ];
}

function termsOf({ sort, direction }: ListModels): SortTerm[] {
  const name: SortTerm = { by: sql`${models.name}`, direction: "asc", type: "text" };
  if (sort === "name") return [{ ...name, direction }];
  if (sort === "updated")
    return [{ by: sql`${models.updatedAt}`, direction, type: "timestamptz" }, name];
  const weight = sql`(case ${models.tier} when 'high' then 3 when 'moderate' then 2 when 'low' then 1 else 0 end)`;
  return [{ by: weight, direction, type: "int" }, name];
}
