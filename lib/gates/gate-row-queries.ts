import "server-only";
import { and, count, desc, eq, inArray, ne, notExists, or, sql, type SQL } from "drizzle-orm";
import { z } from "zod";

import { memberships } from "@/drizzle/schema/auth";
import { contributors, evidenceWatches } from "@/drizzle/schema/evidence";
import { gateRounds, gates, gateVotes } from "@/drizzle/schema/gates";
import { models } from "@/drizzle/schema/registry";
import { reviewerRolesOf } from "@/lib/auth/rules";
import { underWatch } from "@/lib/evidence/queries";
import { gateRow, type GateRow } from "@/lib/gates/gate-rows";
import type { GateFilter } from "@/lib/gates/inputs";
import { badCursor, decodeCursor, encodeCursor } from "@/lib/paging";
import { query, type QueryCtx } from "@/lib/query";
import { called } from "@/lib/registry/names/keep-name";

const stored = {
  id: gates.id,
  modelName: models.name,
  version: gates.version,
  stage: gates.stage,
  status: gates.status,
  tier: gates.tier,
  round: gates.round,
  requestedById: gates.requestedById,
  requestedByName: gates.requestedByName,
  authorId: gates.authorId,
  openedAt: gates.openedAt,
  decidedAt: gates.decidedAt,
  decidedByName: gates.decidedByName,
  reason: gates.reason,
  policy: gates.policy,
  results: gateRounds.checks,
};

/** Gates with their checks and votes, newest first, in three statements whatever their number. */
export async function readGateRows(
  { read, here }: QueryCtx,
  conditions: (SQL | undefined)[],
  limit: number,
  order: "opened" | "decided" = "opened",
): Promise<GateRow[]> {
  const found = await read
    .select(stored)
    .from(gates)
    .innerJoin(models, and(eq(models.workspaceId, gates.workspaceId), eq(models.id, gates.modelId)))
    .innerJoin(
      gateRounds,
      and(
        eq(gateRounds.workspaceId, gates.workspaceId),
        eq(gateRounds.gateId, gates.id),
        eq(gateRounds.round, gates.round),
      ),
    )
    .where(and(here(gates), ...conditions))
    .orderBy(desc(order === "opened" ? gates.openedAt : gates.decidedAt), desc(gates.id))
    .limit(limit);
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  const votes = await read
    .select({
      gateId: gateVotes.gateId,
      voterId: gateVotes.voterId,
      role: gateVotes.role,
      choice: gateVotes.choice,
      held: memberships.roles,
    })
    .from(gateVotes)
    .innerJoin(
      gates,
      and(
        eq(gates.workspaceId, gateVotes.workspaceId),
        eq(gates.id, gateVotes.gateId),
        eq(gates.round, gateVotes.round),
      ),
    )
    .leftJoin(
      memberships,
      and(
        here(memberships),
        eq(memberships.userId, gateVotes.voterId),
        eq(memberships.active, true),
      ),
    )
    .where(and(here(gateVotes), inArray(gateVotes.gateId, ids)));
  return found.map((gate) => gateRow(gate, votes));
}

/** Newest first, by keyset. */
export const listGates = query({
  permission: "gate:read",
  run: async (ctx, filter: GateFilter): Promise<{ rows: GateRow[]; next: string | null }> => {
    const rows = await readGateRows(ctx, [...conditionsOf(ctx, filter)], filter.limit + 1);
    const page = rows.slice(0, filter.limit);
    const last = page.at(-1);
    const next =
      rows.length > filter.limit && last
        ? encodeCursor([last.openedAt.toISOString(), last.id])
        : null;
    return { rows: page, next };
  },
});

/** Every gate a version ever asked for, newest first. */
export const gatesOfVersion = query({
  permission: "gate:read",
  run: (ctx, modelId: string, version: number): Promise<GateRow[]> =>
    readGateRows(ctx, [eq(gates.modelId, modelId), eq(gates.version, version)], 50),
});

/** How many gates of the workspace are open. */
export const openGateCount = query({
  permission: "gate:read",
  run: ({ read, here }): Promise<number> =>
    read.$count(gates, and(here(gates), eq(gates.status, "open"))),
});

/** How many gates of each of these models are open; those without one are absent. */
export const openGatesByModel = query({
  permission: "gate:read",
  run: async ({ read, here }, modelIds: readonly string[]): Promise<Map<string, number>> => {
    const rows = await read
      .select({ modelId: gates.modelId, open: count() })
      .from(gates)
      .where(and(here(gates), eq(gates.status, "open"), inArray(gates.modelId, [...modelIds])))
      .groupBy(gates.modelId);
    return new Map(rows.map(({ modelId, open }) => [modelId, open]));
  },
});

function* conditionsOf(ctx: QueryCtx, filter: GateFilter): Generator<SQL | undefined> {
  if (filter.status === "decided") yield ne(gates.status, "open");
  else if (filter.status !== "all") yield eq(gates.status, filter.status);
  if (filter.model) yield called(filter.model);
  if (filter.version) yield eq(gates.version, filter.version);
  if (filter.stage) yield eq(gates.stage, filter.stage);
  if (filter.show === "mine") yield ofMine(ctx);
  if (filter.show === "waiting") yield waitingFor(ctx);
  if (filter.cursor) yield after(filter.cursor);
}

const Place = z.tuple([z.iso.datetime(), z.guid()]);

function after(cursor: string): SQL {
  const place = Place.safeParse(decodeCursor(cursor, 2).place);
  if (!place.success) throw badCursor();
  const [at, id] = place.data;
  return sql`(${gates.openedAt}, ${gates.id}) < (${at}::timestamptz, ${id}::uuid)`;
}

export function ofMine({ actor }: QueryCtx): SQL | undefined {
  return actor.id === null
    ? sql`false`
    : or(eq(gates.requestedById, actor.id), eq(gates.authorId, actor.id));
}

/** Open gates on which this person may vote and has not: the SQL form of `eligibility`. */
export function waitingFor({ actor, read }: QueryCtx): SQL | undefined {
  const roles = reviewerRolesOf(actor);
  if (actor.id === null || roles.length === 0) return sql`false`;
  const asked = or(...roles.map((role) => sql`(${gates.policy}->'quorum'->>${role})::int > 0`));
  return and(
    eq(gates.status, "open"),
    asked,
    sql`${gates.requestedById} is distinct from ${actor.id}::uuid`,
    sql`${gates.authorId} is distinct from ${actor.id}::uuid`,
    sql`not exists (select from ${evidenceWatches} join ${contributors}
      on ${contributors.workspaceId} = ${evidenceWatches.workspaceId} and ${underWatch}
      where ${evidenceWatches.workspaceId} = ${gates.workspaceId}
        and ${evidenceWatches.watcher} = 'gate:' || ${gates.id} and ${evidenceWatches.judged}
        and ${contributors.personId} = ${actor.id}::uuid)`,
    notExists(
      read
        .select({ one: sql`1` })
        .from(gateVotes)
        .where(
          and(
            eq(gateVotes.workspaceId, gates.workspaceId),
            eq(gateVotes.gateId, gates.id),
            eq(gateVotes.round, gates.round),
            eq(gateVotes.voterId, actor.id),
          ),
        ),
    ),
  );
}
