import "server-only";
import { and, isNull, sql } from "drizzle-orm";

import { loggedModels } from "@/drizzle/schema/experiments";
import { parse } from "@/lib/command";
import { among } from "@/lib/db/arrays";
import { searchLoggedModelsInput } from "@/lib/experiments/inputs";
import {
  loggedModelCondition,
  loggedModelSort,
  measuredOn,
} from "@/lib/experiments/logged-models/logged-model-fields";
import {
  listLoggedModelsById,
  type LoggedModelRecord,
} from "@/lib/experiments/logged-models/logged-model-queries";
import { encodeCursor } from "@/lib/paging";
import { query } from "@/lib/query";
import { compileFilter } from "@/lib/search/condition";
import { parseFilter } from "@/lib/search/filter";
import { afterSql, decodePlace, orderBySql, placeSql, type SortTerm } from "@/lib/search/order";

export type LoggedModelPage = { models: LoggedModelRecord[]; next: string | null };

type Search = ReturnType<typeof searchLoggedModelsInput.parse>;

/** Logged models that match a filter; by default the newest first. */
export const searchLoggedModels = query({
  permission: "tracking:read",
  run: async (
    ctx,
    input: Parameters<typeof searchLoggedModelsInput.parse>[0],
  ): Promise<LoggedModelPage> => {
    const search = parse(searchLoggedModelsInput, input);
    const terms = sortTerms(search.orderBy);
    const filter = compileFilter(parseFilter(search.filter), (comparison) =>
      loggedModelCondition(comparison, search.datasets),
    );
    if (search.experimentIds.length === 0) return { models: [], next: null };
    const rows = await ctx.read
      .select({ id: loggedModels.id, place: sql<(string | null)[]>`${placeSql(terms)}` })
      .from(loggedModels)
      .where(
        and(
          ctx.here(loggedModels),
          among(loggedModels.experimentId, search.experimentIds),
          isNull(loggedModels.deletedAt),
          filter,
          search.datasets.length > 0 ? measuredOn(search.datasets) : undefined,
          search.cursor ? afterSql(terms, decodePlace(search.cursor, terms)) : undefined,
        ),
      )
      .orderBy(orderBySql(terms))
      .limit(search.limit + 1);
    const page = rows.slice(0, search.limit);
    const last = page.at(-1);
    return {
      models: await listLoggedModelsById(
        ctx,
        page.map(({ id }) => id),
      ),
      next: rows.length > page.length && last ? encodeCursor(last.place) : null,
    };
  },
});

function sortTerms(orderBy: Search["orderBy"]): SortTerm[] {
  const asked = orderBy.flatMap(({ field, ascending, datasetName, datasetDigest }) =>
    loggedModelSort(
      field,
      ascending ? "asc" : "desc",
      datasetName || datasetDigest ? { name: datasetName, digest: datasetDigest } : undefined,
    ),
  );
  return [
    ...asked,
    { by: sql`${loggedModels.createdAt}`, direction: "desc", type: "timestamptz" },
    { by: sql`${loggedModels.id}`, direction: "asc", type: "text" },
  ];
}
