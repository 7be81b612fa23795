import "server-only";
import { sql, type SQL } from "drizzle-orm";

import { requirePermission } from "@/lib/auth/permissions";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import type { experimentSorts } from "@/lib/experiments/inputs";
import { decodeCursor, encodeCursor } from "@/lib/paging";

type ExperimentSort = (typeof experimentSorts)[number];
export type Lifecycle = "active" | "deleted";

export type ExperimentListing = {
  id: string;
  name: string;
  lifecycle: Lifecycle;
  runs: number;
  /** When a run last started here, Unix milliseconds. */
  lastRunAt: number | null;
  createdAt: number;
  createdByName: string;
  tags: Record<string, string>;
};

export type ExperimentsAsked = {
  q: string;
  sort: ExperimentSort;
  descending: boolean;
  lifecycle: Lifecycle;
  after?: string | undefined;
  before?: string | undefined;
};

export type Pages = { next: string | null; previous: string | null };

const pageSize = 50;

/** The list of experiments: name search, one page by keyset in either direction. */
export async function experimentsScreen(
  ctx: ReadCtx,
  asked: ExperimentsAsked,
): Promise<Pages & { experiments: ExperimentListing[]; anyAtAll: boolean }> {
  requirePermission(ctx.actor, "tracking:read");
  const reader = ctx.tx ?? db;
  const ws = ctx.actor.workspaceId;
  const backwards = asked.before !== undefined;
  const descending = asked.descending !== backwards;
  const like = `%${asked.q.trim().replaceAll(/[\\%_]/g, "\\$&")}%`;
  const rows = await reader.execute<ExperimentListing & { place: string | number }>(sql`
    select * from (
      select e.experiment_id as id, e.name, e.lifecycle, e.tags, e.created_by_name as "createdByName",
        floor(extract(epoch from e.created_at) * 1000)::float8 as "createdAt",
        (select r.start_time::float8 from runs r
          where r.workspace_id = ${ws} and r.experiment_id = e.experiment_id
          order by r.start_time desc limit 1) as "lastRunAt",
        (select count(*)::int from runs r
          where r.workspace_id = ${ws} and r.experiment_id = e.experiment_id
            and r.lifecycle = e.lifecycle) as runs,
        ${placeOf(asked.sort)} as place
      from experiments e
      where e.workspace_id = ${ws} and e.lifecycle = ${asked.lifecycle}
        and (e.name ilike ${like} or exists (
          select 1 from jsonb_each_text(e.tags) t where t.value ilike ${like}))
    ) listed
    ${keyset(asked, descending)}
    order by place ${direction(descending)}, id ${direction(descending)}
    limit ${pageSize + 1}`);
  const more = rows.length > pageSize;
  const page = rows.slice(0, pageSize);
  if (backwards) page.reverse();
  return {
    experiments: page.map(listing),
    ...edges(page, {
      next: backwards || more,
      previous: backwards ? more : asked.after !== undefined,
    }),
    anyAtAll: page.length > 0 || (await anyExperiment(ctx)),
  };
}

function listing(row: ExperimentListing): ExperimentListing {
  const { id, name, lifecycle, runs, lastRunAt, createdAt, createdByName, tags } = row;
  return { id, name, lifecycle, runs, lastRunAt, createdAt, createdByName, tags };
}

/** Every sort compares one value that is never null, so that the keyset stays simple. */
function placeOf(sort: ExperimentSort): SQL {
  switch (sort) {
    case "name":
      return sql`lower(e.name)`;
    case "created":
      return sql`(extract(epoch from e.created_at) * 1000000)::float8`;
    case "activity":
      return sql`coalesce((select r.start_time::float8 from runs r
        where r.workspace_id = e.workspace_id and r.experiment_id = e.experiment_id
        order by r.start_time desc limit 1), -1)`;
    case "runs":
      return sql`(select count(*)::float8 from runs r where r.workspace_id = e.workspace_id
        and r.experiment_id = e.experiment_id and r.lifecycle = e.lifecycle)`;
  }
}

function keyset(asked: ExperimentsAsked, descending: boolean): SQL {
  const cursor = asked.before ?? asked.after;
  if (cursor === undefined) return sql``;
  const [place, id] = decodeCursor(cursor, 2);
  const typed = asked.sort === "name" ? sql`${String(place)}::text` : sql`${Number(place)}::float8`;
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
    previous: has.previous && first ? encodeCursor([first.place, first.id]) : null,
  };
}

async function anyExperiment(ctx: ReadCtx): Promise<boolean> {
  const rows = await (ctx.tx ?? db).execute(sql`
    select 1 from experiments where workspace_id = ${ctx.actor.workspaceId}
      and lifecycle = 'active' and (experiment_id <> '0' or exists (
        select 1 from runs where workspace_id = ${ctx.actor.workspaceId})) limit 1`);
  return rows.length > 0;
}
