import "server-only";
import { and, isNull, sql, type SQL } from "drizzle-orm";

import { aliases, models, versions } from "@/drizzle/schema/registry";
import { Refusal } from "@/lib/errors";
import { mlflowTags } from "@/lib/experiments/mlflow-tags";
import { ownValue } from "@/lib/own-value";
import { encodeCursor } from "@/lib/paging";
import { query } from "@/lib/query";
import {
  modelOfVersion,
  versionColumns,
  versionRecord,
  type ModelRecord,
  type VersionRecord,
} from "@/lib/registry/queries";
import {
  compileFilter,
  fieldOperators,
  listOperators,
  numberCondition,
  textCondition,
} from "@/lib/search/condition";
import { attributeMissing, entityOf } from "@/lib/search/entity";
import { parseFilter, type Comparison, type Filter } from "@/lib/search/filter";
import {
  afterSql,
  decodePlace,
  orderBySql,
  parseOrders,
  placeSql,
  type SortTerm,
} from "@/lib/search/order";

export type SearchPage<Row> = { rows: Row[]; next: string | null };
export type SearchInput = {
  filter: string;
  orderBy: readonly string[];
  limit: number;
  cursor: string;
};

const modelOrders: Record<string, { by: SQL; type: SortTerm["type"] }> = {
  name: { by: sql`${models.name}`, type: "text" },
  creation_timestamp: { by: sql`${models.createdAt}`, type: "timestamptz" },
  last_updated_timestamp: { by: sql`${models.updatedAt}`, type: "timestamptz" },
  timestamp: { by: sql`${models.updatedAt}`, type: "timestamptz" },
};

const versionOrders: Record<string, { by: SQL; type: SortTerm["type"] }> = {
  name: { by: sql`${models.name}`, type: "text" },
  version_number: { by: sql`${versions.version}`, type: "int" },
  creation_timestamp: { by: sql`${versions.createdAt}`, type: "timestamptz" },
  last_updated_timestamp: { by: sql`${versions.updatedAt}`, type: "timestamptz" },
};

export const searchModels = query({
  permission: "model:read",
  run: async ({ read, here }, input: SearchInput): Promise<SearchPage<ModelRecord>> => {
    const filter = parseFilter(input.filter);
    const terms = sortTerms(input.orderBy, modelOrders, ["name ASC"]);
    const rows = await read
      .select({ model: models, place: placeSql(terms).mapWith(texts), aliases: modelAliases })
      .from(models)
      .where(
        and(
          here(models),
          isNull(models.deletedAt),
          compileFilter(filter, compareModel),
          unlessAsked(filter, sql`${models.tags}`),
          after(terms, input.cursor),
        ),
      )
      .orderBy(orderBySql(terms))
      .limit(input.limit + 1);
    return page(rows, input.limit, (row) => ({ ...row.model, aliases: row.aliases }));
  },
});

export const searchVersions = query({
  permission: "model:read",
  run: async ({ read, here }, input: SearchInput): Promise<SearchPage<VersionRecord>> => {
    const filter = parseFilter(input.filter);
    const orderBy =
      input.orderBy.length > 0 ? input.orderBy : ["last_updated_timestamp DESC", "name ASC"];
    const terms = sortTerms(orderBy, versionOrders, ["name ASC", "version_number DESC"]);
    const rows = await read
      .select({
        ...versionColumns,
        place: placeSql(terms).mapWith(texts),
      })
      .from(versions)
      .innerJoin(models, modelOfVersion)
      .where(
        and(
          here(versions),
          isNull(models.deletedAt),
          isNull(versions.deletedAt),
          compileFilter(filter, compareVersion),
          unlessAsked(filter, sql`${versions.tags}`),
          after(terms, input.cursor),
        ),
      )
      .orderBy(orderBySql(terms))
      .limit(input.limit + 1);
    return page(rows, input.limit, versionRecord);
  },
});

function compareModel(comparison: Comparison): SQL {
  if (entityOf(comparison, ["attribute", "tag"]) === "tag")
    return compareTag(sql`${models.tags}`, comparison);
  if (comparison.key !== "name") throw attributeMissing(comparison.key, ["name"]);
  return textCondition(sql`${models.name}`, comparison, "name", listOperators);
}

function compareVersion(comparison: Comparison): SQL {
  if (entityOf(comparison, ["attribute", "tag"]) === "tag")
    return compareTag(sql`${versions.tags}`, comparison);
  const { key } = comparison;
  switch (key) {
    case "name":
      return textCondition(sql`${models.name}`, comparison, key, listOperators);
    case "run_id":
      return textCondition(sql`${versions.runId}`, comparison, key, listOperators);
    case "source_path":
      return textCondition(sql`${versions.source}`, comparison, key);
    case "version_number":
      return numberCondition(sql`${versions.version}`, comparison, key, "numeric");
    default:
      throw attributeMissing(key, ["name", "run_id", "source_path", "version_number"]);
  }
}

/** A missing tag matches nothing, but for the one that MLflow's client appends to every search of its own accord. */
function compareTag(tags: SQL, comparison: Comparison): SQL {
  const value = sql`${tags} ->> ${comparison.key}::text`;
  const condition = textCondition(value, comparison, `tag '${comparison.key}'`, fieldOperators);
  if (comparison.key !== mlflowTags.prompt || comparison.value.kind !== "string") return condition;
  const { operator, value: given } = comparison;
  const absentMatches =
    (operator === "!=" && given.value === "true") || (operator === "=" && given.value === "false");
  return absentMatches ? sql`(${value} is null or ${condition})` : condition;
}

function unlessAsked(filter: Filter, tags: SQL): SQL | undefined {
  if (mentionsPrompts(filter)) return undefined;
  return sql`${tags} ->> ${mlflowTags.prompt}::text is distinct from 'true'`;
}

function mentionsPrompts(filter: Filter): boolean {
  if (filter.kind === "compare") return filter.comparison.key === mlflowTags.prompt;
  return filter.of.some(mentionsPrompts);
}

function sortTerms(
  orderBy: readonly string[],
  known: Record<string, { by: SQL; type: SortTerm["type"] }>,
  ties: readonly string[],
): SortTerm[] {
  const orders = parseOrders(orderBy);
  const named = new Set(orders.map(({ key }) => key));
  const rest = parseOrders(ties).filter(({ key }) => !named.has(key));
  return [...orders, ...rest].map(({ entity, key, direction }) => {
    const field = entity === null || entity === "attribute" ? ownValue(known, key) : undefined;
    if (!field)
      throw new Refusal(
        "invalid",
        `Invalid order by key '${key.slice(0, 200)}' specified. Valid keys are '{${Object.keys(
          known,
        )
          .map((name) => `'${name}'`)
          .join(", ")}}'`,
      );
    return { ...field, direction };
  });
}

function after(terms: readonly SortTerm[], token: string): SQL | undefined {
  return token === "" ? undefined : afterSql(terms, decodePlace(token, terms));
}

function page<Row extends { place: (string | null)[] }, Out>(
  rows: Row[],
  size: number,
  present: (row: Row) => Out,
): SearchPage<Out> {
  const shown = rows.slice(0, size);
  const last = rows.length > size ? shown.at(-1) : undefined;
  return { rows: shown.map(present), next: last ? encodeCursor(last.place) : null };
}

/** postgres.js gives an array of text as strings and nulls. */
const texts = (value: (string | null)[]): (string | null)[] => value;

/** Wrapped once more: drizzle drops the table names of columns at the top of an expression over one table. */
const modelAliases = sql<{ alias: string; version: number }[]>`${sql`coalesce((
  select jsonb_agg(jsonb_build_object('alias', ${aliases.alias}, 'version', ${aliases.version})
    order by ${aliases.alias})
  from ${aliases}
  where ${aliases.workspaceId} = ${models.workspaceId} and ${aliases.modelId} = ${models.id}
), '[]'::jsonb)`}`.as("model_aliases");
