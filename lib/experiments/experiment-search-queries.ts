import "server-only";
import { and, eq, sql, type SQL } from "drizzle-orm";
import type { z } from "zod";

import { experiments } from "@/drizzle/schema/experiments";
import { parse } from "@/lib/command";
import { experimentColumns, type ExperimentRecord } from "@/lib/experiments/experiment-queries";
import { searchExperimentsInput } from "@/lib/experiments/inputs";
import { encodeCursor } from "@/lib/paging";
import { query } from "@/lib/query";
import { compileFilter, numberCondition, textCondition } from "@/lib/search/condition";
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
const id = sql`${experiments.id}::bigint`;
const byId: SortTerm = { by: id, direction: "asc", type: "bigint" };

/** Experiments that match a filter; by default the newest first. */
export const searchExperiments = query({
  permission: "tracking:read",
  run: async (
    { read, here },
    input: z.input<typeof searchExperimentsInput>,
  ): Promise<ExperimentPage> => {
    const search = parse(searchExperimentsInput, input);
    const orders = parseOrders(search.orderBy).map(sortTerm);
    const terms: SortTerm[] = [
      ...(orders.length > 0
        ? orders
        : [
            {
              by: sql`${experiments.createdAt}`,
              direction: "desc" as const,
              type: "timestamptz" as const,
            },
          ]),
      byId,
    ];
    const rows = await read
      .select({ ...experimentColumns, place: sql<(string | null)[]>`${placeSql(terms)}` })
      .from(experiments)
      .where(
        and(
          here(experiments),
          search.viewType === "ALL"
            ? undefined
            : eq(experiments.lifecycle, search.viewType === "ACTIVE_ONLY" ? "active" : "deleted"),
          compileFilter(parseFilter(search.filter), condition),
          search.cursor ? afterSql(terms, decodePlace(search.cursor, terms)) : undefined,
        ),
      )
      .orderBy(orderBySql(terms))
      .limit(search.limit + 1);
    const page = rows.slice(0, search.limit);
    const last = page.at(-1);
    return {
      experiments: page.map(({ place: _place, ...experiment }) => experiment),
      next: rows.length > page.length && last ? encodeCursor(last.place) : null,
    };
  },
});

function condition(comparison: Comparison): SQL {
  const { key } = comparison;
  if (entityOf(comparison, ["attribute", "tag"]) === "tag")
    return textCondition(sql`(${experiments.tags} ->> ${key}::text)`, comparison, "tag");
  if (key === "name") return textCondition(sql`${experiments.name}`, comparison, "attributes");
  const moment = moments.get(key);
  if (!moment) throw attributeMissing(key, ["name", "creation_time", "last_update_time"]);
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
