import "server-only";
import { sql, type SQL } from "drizzle-orm";

import { parse } from "@/lib/command";
import { executePrepared } from "@/lib/db/prepared";
import { searchRunsInput, type SearchRuns } from "@/lib/experiments/inputs";
import { fieldsCondition, runCondition, runSort } from "@/lib/experiments/runs/run-fields";
import { listRunsById, type RunRecord } from "@/lib/experiments/runs/run-queries";
import { encodeCursor } from "@/lib/paging";
import { query, type QueryCtx } from "@/lib/query";
import { compileFilter } from "@/lib/search/condition";
import { parseFilter } from "@/lib/search/filter";
import { afterSql, decodeTurn, pageSql, parseOrders, type SortTerm } from "@/lib/search/order";

export type RunPage = { runs: RunRecord[]; next: string | null };

/** A stretch of the order that one index can deliver: numbers, then NaN, then runs without the metric. */
type Tier = { joins: SQL; where: SQL; terms: SortTerm[] };

const byStart: SortTerm[] = [
  { by: sql`r.start_time`, direction: "desc", type: "bigint" },
  { by: sql`r.run_id`, direction: "asc", type: "text" },
];

/** Runs that match a filter, in order, one keyset page at a time. Ties go by start time, newest first, then id. */
export const searchRuns = query({
  permission: "tracking:read",
  run: async (ctx, input: SearchRuns): Promise<RunPage> => {
    const { ids, next } = await searchRunIds(ctx, input);
    const runs = await readable(ctx, ids);
    if (runs.length === ids.length) return { runs, next };
    return { runs, next: (await searchRunIds(ctx, { ...input, limit: runs.length })).next };
  },
});

/** As many values as one page holds. A run of a common size has fifty, one of thousands makes the page shorter. */
const mostValues = 250_000;

/** The first of these runs: all of them, or as many as a page holds, and one at least. */
async function readable(ctx: QueryCtx, ids: readonly string[]): Promise<RunRecord[]> {
  const read: RunRecord[] = [];
  let values = 0;
  let size = 25;
  for (
    let at = 0;
    at < ids.length && values < mostValues;
    at += size, size = nextSize(read, values)
  )
    for (const run of await listRunsById(ctx, ids.slice(at, at + size))) {
      read.push(run);
      values += valuesOf(run);
    }
  return read;
}

/** So many that they will hold a tenth of a page, by what those before them held. */
function nextSize(read: readonly RunRecord[], values: number): number {
  const each = Math.max(1, values / Math.max(1, read.length));
  return Math.min(1000, Math.max(1, Math.ceil(mostValues / 10 / each)));
}

function valuesOf({ metrics, params, tags, datasets }: RunRecord): number {
  const text = datasets.reduce(
    (sum, { profile, schema }) => sum + sized(profile) + sized(schema),
    0,
  );
  return 1 + metrics.length + Object.keys(params).length + Object.keys(tags).length + text / 100;
}

const sized = (text: string | null): number => text?.length ?? 0;

export type RunIdPage = {
  ids: string[];
  next: string | null;
  previous: string | null;
};

/** The ids of one page: after the token's row, or before it when the token was given as the previous page's. */
export const searchRunIds = query({
  permission: "tracking:read",
  run: async ({ read, workspaceId }, input: SearchRuns): Promise<RunIdPage> => {
    const search = parse(searchRunsInput, input);
    const where = searchWhere(workspaceId, search);
    const tiers = planOrder(search.orderBy);
    const { backwards, ...start } = readToken(search.cursor, tiers);
    if (search.experimentIds.length === 0) return { ids: [], next: null, previous: null };
    const found: Found[] = [];
    for (const at of tiersFrom(start.tier, tiers.length, backwards)) {
      const tier = tiers[at];
      const left = search.limit + 1 - found.length;
      if (!tier || left <= 0) break;
      const terms = backwards ? reversed(tier.terms) : tier.terms;
      const after = at === start.tier && start.place ? afterSql(terms, start.place) : sql`true`;
      const from = sql`from runs r ${tier.joins} where ${where} and ${tier.where} and ${after}`;
      const page = pageSql(sql`r.run_id`, terms, from, left);
      const rows = isPlain(search)
        ? await executePrepared<Omit<Found, "tier">>(read, page)
        : await read.execute<Omit<Found, "tier">>(page);
      found.push(...rows.map((row) => ({ ...row, tier: at })));
    }
    return pageOf(found, search.limit, { backwards, first: start.place === null });
  },
});

/** The first page of one experiment, which every visit begins with. */
function isPlain({ filter, orderBy, cursor, experimentIds }: Search): boolean {
  return filter === "" && orderBy.length === 0 && cursor === "" && experimentIds.length === 1;
}

type Found = { id: string; place: (string | null)[]; tier: number };

function pageOf(
  found: readonly Found[],
  size: number,
  { backwards, first }: { backwards: boolean; first: boolean },
): RunIdPage {
  const page = found.slice(0, size);
  const more = found.length > size;
  if (backwards) page.reverse();
  const token = (row: Found | undefined, back: boolean) =>
    row ? encodeCursor([String(row.tier), ...row.place], back) : null;
  return {
    ids: page.map(({ id }) => id),
    next: backwards || more ? token(page.at(-1), false) : null,
    previous: (backwards ? more : !first) ? token(page[0], true) : null,
  };
}

/** The tiers still ahead, in the order they are walked. */
function tiersFrom(start: number, tiers: number, backwards: boolean): number[] {
  const all = Array.from({ length: tiers }, (_, at) => at);
  return backwards ? all.slice(0, start + 1).toReversed() : all.slice(start);
}

function reversed(terms: readonly SortTerm[]): SortTerm[] {
  return terms.map((term) => ({ ...term, direction: term.direction === "asc" ? "desc" : "asc" }));
}

/** How many runs match, up to `limit`: for saying "1,000+" without counting them all. */
export const countRuns = query({
  permission: "tracking:read",
  run: async ({ read, workspaceId }, input: SearchRuns, limit: number): Promise<number> => {
    const search = parse(searchRunsInput, input);
    if (search.experimentIds.length === 0) return 0;
    const [row] = await read.execute<{ n: number }>(sql`
    select count(*)::int as n from (
      select 1 from runs r where ${searchWhere(workspaceId, search)} limit ${limit}
    ) matching`);
    return row?.n ?? 0;
  },
});

type Search = ReturnType<typeof searchRunsInput.parse>;

function searchWhere(workspaceId: string, { experimentIds, filter, viewType }: Search): SQL {
  const ids = sql.join(
    experimentIds.map((id) => sql`${id}`),
    sql`, `,
  );
  const lifecycle =
    viewType === "ALL"
      ? sql`true`
      : sql`r.lifecycle = ${viewType === "ACTIVE_ONLY" ? "active" : "deleted"}`;
  const parsed = parseFilter(filter);
  return sql`r.workspace_id = ${workspaceId} and r.experiment_id in (${ids}) and ${lifecycle}
    and ${fieldsCondition(parsed, workspaceId, experimentIds)}
    and ${compileFilter(parsed, runCondition)}`;
}

/**
 * The first clause decides the tiers: ordering by a metric walks the index of its values, so the cost of a page does
 * not grow with the number of runs.
 */
function planOrder(orderBy: readonly string[]): Tier[] {
  const terms: SortTerm[] = [];
  const joins: SQL[] = [];
  let walk: { join: SQL; direction: SortTerm["direction"] } | undefined;
  for (const [at, clause] of parseOrders(orderBy).entries()) {
    const sort = runSort(clause, `v${at}`);
    if (sort.kind === "terms") {
      terms.push(...sort.terms);
      if (sort.join) joins.push(sort.join);
      continue;
    }
    const table = sql.raw(`m${at}`);
    const join = sql`join run_metrics ${table} on ${table}.workspace_id = r.workspace_id
      and ${table}.experiment_id = r.experiment_id and ${table}.run_id = r.run_id
      and ${table}.key = ${sort.key}`;
    if (at === 0) walk = { join, direction: clause.direction };
    else {
      joins.push(sql`left ${join}`);
      terms.push(...metricTerms(sql`${table}.value`, clause.direction));
    }
  }
  const rest = sql.join(joins, sql` `);
  const after = [...terms, ...byStart];
  return walk
    ? metricTiers(walk.join, walk.direction, rest, after)
    : [{ joins: rest, where: sql`true`, terms: after }];
}

function metricTerms(value: SQL, direction: SortTerm["direction"]): SortTerm[] {
  const rank = sql`(case when ${value} is null then 2 when ${value} = 'NaN' then 1 else 0 end)`;
  return [
    { by: rank, direction: "asc", type: "int" },
    { by: value, direction, type: "float8" },
  ];
}

/** Where all values are alike the order is by the rest; a constant says so to the planner. */
function metricTiers(
  join: SQL,
  direction: SortTerm["direction"],
  rest: SQL,
  after: readonly SortTerm[],
): Tier[] {
  const first = (by: SQL): SortTerm[] => [{ by, direction, type: "float8" }, ...after];
  return [
    {
      joins: sql`inner ${join} ${rest}`,
      where: sql`m0.value < 'NaN'`,
      terms: first(sql`m0.value`),
    },
    {
      joins: sql`inner ${join} ${rest}`,
      where: sql`m0.value = 'NaN'`,
      terms: first(sql`'NaN'::float8`),
    },
    {
      joins: sql`left ${join} ${rest}`,
      where: sql`m0.run_id is null`,
      terms: first(sql`null::float8`),
    },
  ];
}

function readToken(token: string, tiers: readonly Tier[]) {
  if (token === "") return { tier: 0, place: null, backwards: false };
  const rank: SortTerm = { by: sql`0`, direction: "asc", type: "int" };
  const turn = decodeTurn(token, [rank, ...(tiers[0]?.terms ?? [])]);
  const [tier, ...place] = turn.place;
  const { backwards } = turn;
  return { tier: Math.min(Math.max(Number(tier), 0), tiers.length - 1), place, backwards };
}
