import "server-only";
import { and, eq, exists, ne, or, sql, type SQL } from "drizzle-orm";

import { experiments, runs } from "@/drizzle/schema/experiments";
import { containing } from "@/lib/db/like";
import type { ExperimentsInput } from "@/lib/experiments/inputs";
import type { Lifecycle } from "@/lib/experiments/rules";
import { badCursor, decodeCursor, encodeCursor, type Place } from "@/lib/paging";
import { query, type QueryCtx } from "@/lib/query";

export type ExperimentListing = {
  id: string;
  name: string;
  lifecycle: Lifecycle;
  runs: number;
  /** When a run last started here, Unix milliseconds. */
  lastStartTime: number | null;
  createdAt: Date;
  createdByName: string;
  tags: Record<string, string>;
};

type Row = Omit<ExperimentListing, "createdAt"> & { createdAt: string; place: string | number };

export type Pages = { next: string | null; previous: string | null };

/** The list of experiments: name search, one page by keyset in either direction. */
export const experimentsScreen = query({
  permission: "tracking:read",
  run: async (
    ctx,
    asked: ExperimentsInput,
  ): Promise<Pages & { experiments: ExperimentListing[]; anyAtAll: boolean }> => {
    const start = asked.cursor === undefined ? null : decodeCursor(asked.cursor, 2);
    const backwards = start?.backwards ?? false;
    const descending = (asked.direction === "desc") !== backwards;
    const like = containing(asked.q);
    const rows = await ctx.read.execute<Row>(sql`
      select * from (
        select ${experiments.id} as id, ${experiments.name} as name,
          ${experiments.lifecycle} as lifecycle, ${experiments.tags} as tags,
          ${experiments.createdByName} as "createdByName",
          ${experiments.createdAt} as "createdAt",
          ${lastStart} as "lastStartTime", ${runCount} as runs, ${placeOf(asked.sort)} as place
        from ${experiments}
        where ${ctx.here(experiments)} and ${experiments.lifecycle} = ${asked.lifecycle}
          and (${experiments.name} ilike ${like} or exists (
            select 1 from jsonb_each_text(${experiments.tags}) t where t.value ilike ${like}))
      ) listed
      ${keyset(asked.sort, start?.place, descending)}
      order by place ${direction(descending)}, id ${direction(descending)}
      limit ${asked.limit + 1}`);
    const more = rows.length > asked.limit;
    const page = rows.slice(0, asked.limit);
    if (backwards) page.reverse();
    return {
      experiments: page.map(({ place: _place, createdAt, ...listing }) => ({
        ...listing,
        createdAt: new Date(createdAt),
      })),
      ...edges(page, {
        next: backwards || more,
        previous: backwards ? more : start !== null,
      }),
      anyAtAll: page.length > 0 || (await anyExperiment(ctx)),
    };
  },
});

const itsRuns = and(
  eq(runs.workspaceId, experiments.workspaceId),
  eq(runs.experimentId, experiments.id),
);
const lastStart = sql`(select ${runs.startTime}::float8 from ${runs} where ${itsRuns}
  and ${runs.lifecycle} = ${experiments.lifecycle} order by ${runs.startTime} desc limit 1)`;
const runCount = sql`(select count(*)::float8 from ${runs} where ${itsRuns}
  and ${runs.lifecycle} = ${experiments.lifecycle})`;

/** Every sort compares one value that is never null, so that the keyset stays simple. */
function placeOf(sort: ExperimentsInput["sort"]): SQL {
  switch (sort) {
    case "name":
      return sql`lower(${experiments.name})`;
    case "created":
      return sql`(extract(epoch from ${experiments.createdAt}) * 1000000)::float8`;
    case "activity":
      return sql`coalesce(${lastStart}, -1)`;
    case "runs":
      return runCount;
  }
}

function keyset(
  sort: ExperimentsInput["sort"],
  start: Place | undefined,
  descending: boolean,
): SQL {
  if (start === undefined) return sql``;
  const [place, id] = start;
  if (typeof place !== (sort === "name" ? "string" : "number")) throw badCursor();
  const typed = sort === "name" ? sql`${String(place)}::text` : sql`${Number(place)}::float8`;
  const than = descending ? sql`<` : sql`>`;
  return sql`where (place, id) ${than} (${typed}, ${String(id)}::text)`;
}

function direction(descending: boolean): SQL {
  return descending ? sql`desc` : sql`asc`;
}

function edges(
  page: readonly { place: string | number; id: string }[],
  has: { next: boolean; previous: boolean },
): Pages {
  const [first, last] = [page[0], page.at(-1)];
  return {
    next: has.next && last ? encodeCursor([last.place, last.id]) : null,
    previous: has.previous && first ? encodeCursor([first.place, first.id], true) : null,
  };
}

/** MLflow's default experiment alone is nothing anybody made. */
async function anyExperiment({ read, here }: QueryCtx): Promise<boolean> {
  const anyRun = read.select({ id: runs.id }).from(runs).where(here(runs)).limit(1);
  const rows = await read
    .select({ id: experiments.id })
    .from(experiments)
    .where(
      and(
        here(experiments),
        eq(experiments.lifecycle, "active"),
        or(ne(experiments.id, "0"), exists(anyRun)),
      ),
    )
    .limit(1);
  return rows.length > 0;
}
