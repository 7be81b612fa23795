import "server-only";
import { sql } from "drizzle-orm";

import { requirePermission } from "@/lib/auth/permissions";
import { parse, type ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import { searchLoggedModelsInput } from "@/lib/experiments/inputs";
import {
  loggedModelCondition,
  loggedModelSort,
  onDatasets,
} from "@/lib/experiments/logged-models/logged-model-fields";
import {
  listLoggedModelsById,
  type LoggedModelRecord,
} from "@/lib/experiments/logged-models/logged-model-queries";
import { compileFilter } from "@/lib/search/condition";
import { parseFilter } from "@/lib/search/filter";
import {
  afterSql,
  decodePlace,
  encodePlace,
  orderBySql,
  placeSql,
  type SortTerm,
} from "@/lib/search/order";

export type LoggedModelPage = { models: LoggedModelRecord[]; nextPageToken: string | null };

type Search = ReturnType<typeof searchLoggedModelsInput.parse>;

/** Logged models that match a filter; by default the newest first. */
export async function searchLoggedModels(
  ctx: ReadCtx,
  input: Parameters<typeof searchLoggedModelsInput.parse>[0],
): Promise<LoggedModelPage> {
  requirePermission(ctx.actor, "tracking:read");
  const search = parse(searchLoggedModelsInput, input);
  const terms = sortTerms(search.orderBy);
  const filter = compileFilter(parseFilter(search.filter), (comparison) =>
    loggedModelCondition(comparison, search.datasets),
  );
  if (search.experimentIds.length === 0) return { models: [], nextPageToken: null };
  const ids = sql.join(
    search.experimentIds.map((id) => sql`${id}`),
    sql`, `,
  );
  const measured =
    search.datasets.length === 0
      ? sql`true`
      : sql`exists (select 1 from logged_model_metrics m where m.workspace_id = l.workspace_id
          and m.model_id = l.model_id and ${onDatasets(search.datasets)})`;
  const after = search.pageToken
    ? afterSql(terms, decodePlace(search.pageToken, terms))
    : sql`true`;
  const rows = await (ctx.tx ?? db).execute<{ id: string; place: (string | null)[] }>(sql`
    select l.model_id as id, ${placeSql(terms)} as place from logged_models l
    where l.workspace_id = ${ctx.actor.workspaceId} and l.experiment_id in (${ids})
      and l.deleted_at is null and ${filter} and ${measured} and ${after}
    order by ${orderBySql(terms)} limit ${search.maxResults + 1}`);
  const page = rows.slice(0, search.maxResults);
  const last = page.at(-1);
  return {
    models: await listLoggedModelsById(
      ctx,
      page.map(({ id }) => id),
    ),
    nextPageToken: rows.length > page.length && last ? encodePlace(last.place) : null,
  };
}

function sortTerms(orderBy: Search["orderBy"]): SortTerm[] {
  const asked = orderBy.flatMap(({ field, ascending, datasetName, datasetDigest }) =>
    loggedModelSort(
      field,
      ascending ? "asc" : "desc",
      datasetName ? { name: datasetName, digest: datasetDigest } : undefined,
    ),
  );
  return [
    ...asked,
    { by: sql`l.created_at`, direction: "desc", type: "timestamptz" },
    { by: sql`l.model_id`, direction: "asc", type: "text" },
  ];
}
