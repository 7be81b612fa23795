import "server-only";
import { and, eq, sql, type SQL } from "drizzle-orm";

import { experiments } from "@/drizzle/schema/experiments";
import { parse } from "@/lib/command";
import { executePrepared } from "@/lib/db/prepared";
import type { ExperimentRecord } from "@/lib/experiments/experiment-queries";
import { searchExperimentsInput } from "@/lib/experiments/inputs";
import { encodeCursor } from "@/lib/paging";
import { query } from "@/lib/query";
import {
  compileFilter,
  fieldOperators,
  listOperators,
  numberCondition,
  textCondition,
} from "@/lib/search/condition";
import { attributeMissing, entityOf } from "@/lib/search/entity";
import { parseFilter, type Comparison } from "@/lib/search/filter";
import {
  afterSql,
  decodePlace,
  orderBySql,
  parseOrders,
  placeSql,
  type OrderClause,
  type SortTerm,
} from "@/lib/search/order";

export type ExperimentPage = { experiments: ExperimentRecord[]; next: string | null };

const moments = new Map<string, SQL>(
  Object.entries({
    creation_time: sql`${experiments.createdAt}`,
    last_update_time: sql`${experiments.updatedAt}`,
  }),
);
const texts = new Map<string, SQL>(
  Object.entries({ name: sql`${experiments.name}`, experiment_id: sql`${experiments.id}` }),
);
const id = sql`${experiments.id}::bigint`;
const byId: SortTerm = { by: id, direction: "asc", type: "bigint" };

const newestFirst: SortTerm[] = [
  { by: sql`${experiments.createdAt}`, direction: "desc", type: "timestamptz" },
];

type Row = Omit<ExperimentRecord, "createdAt" | "updatedAt"> & {
  createdAt: string;
  updatedAt: string;
  place: (string | null)[];
};

/** Experiments that match a filter; by default the newest first. */
export const searchExperiments = query({
  permission: "tracking:read",
  run: async (
    { read, here },
    input: Parameters<typeof searchExperimentsInput.parse>[0],
  ): Promise<ExperimentPage> => {
    const search = parse(searchExperimentsInput, input);
    const orders = parseOrders(search.orderBy).map(sortTerm);
    const terms = [...(orders.length > 0 ? orders : newestFirst), byId];
    const where = and(
      here(experiments),
      search.viewType === "ALL"
        ? undefined
        : eq(experiments.lifecycle, search.viewType === "ACTIVE_ONLY" ? "active" : "deleted"),
      compileFilter(parseFilter(search.filter), condition),
      search.cursor ? afterSql(terms, decodePlace(search.cursor, terms)) : undefined,
    );
    const statement = sql`
      select experiment_id as id, name, artifact_location as "artifactLocation", lifecycle, tags,
        created_at as "createdAt", updated_at as "updatedAt", created_by_id as "createdById",
        created_by_name as "createdByName", ${placeSql(terms)} as place
      from experiments where ${where} order by ${orderBySql(terms)} limit ${search.limit + 1}`;
    // the list every client begins with is planned once; filters are of too many kinds to be kept
    const usual = search.filter === "" && orders.length === 0;
    const rows = usual
      ? await executePrepared<Row>(read, statement)
      : await read.execute<Row>(statement);
    const page = rows.slice(0, search.limit);
    const last = page.at(-1);
    return {
      experiments: page.map(({ place: _place, createdAt, updatedAt, ...experiment }) => ({
        ...experiment,
        createdAt: new Date(createdAt),
        updatedAt: new Date(updatedAt),
      })),
      next: rows.length > page.length && last ? encodeCursor(last.place) : null,
    };
  },
});

function condition(comparison: Comparison): SQL {
  const { key } = comparison;
  if (entityOf(comparison, ["attribute", "tag"]) === "tag")
    return textCondition(
      sql`(${experiments.tags} ->> ${key}::text)`,
      comparison,
      "tag",
      fieldOperators,
    );
  const text = texts.get(key);
  if (text) return textCondition(text, comparison, "attributes", listOperators);
  const moment = moments.get(key);
  if (!moment) throw attributeMissing(key, [...texts.keys(), ...moments.keys()]);
  const milliseconds = sql`(extract(epoch from (${moment})) * 1000)::bigint`;
  return numberCondition(milliseconds, comparison, `numeric attribute: ${key}`, "numeric");
}

function sortTerm(clause: OrderClause): SortTerm {
  const { key, direction } = clause;
  entityOf(clause, ["attribute"]);
  if (key === "name") return { by: sql`${experiments.name} collate "C"`, direction, type: "text" };
  if (key === "experiment_id") return { by: id, direction, type: "bigint" };
  const moment = moments.get(key);
  if (moment) return { by: moment, direction, type: "timestamptz" };
  throw attributeMissing(key, ["name", "experiment_id", "creation_time", "last_update_time"]);
}
