import "server-only";
import { and, desc, eq, inArray, notExists, or, sql, type SQL } from "drizzle-orm";

import { contributors, evidenceWatches } from "@/drizzle/schema/evidence";
import { gateRounds, gates, gateVotes } from "@/drizzle/schema/gates";
import { models } from "@/drizzle/schema/registry";
import { requirePermission } from "@/lib/auth/permissions";
import { reviewerRolesOf } from "@/lib/auth/rules";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import { underWatch } from "@/lib/evidence/queries";
import { gateRow, type GateRow } from "@/lib/gates/gate-rows";

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
  ctx: ReadCtx,
  conditions: (SQL | undefined)[],
  limit: number,
  order: "opened" | "decided" = "opened",
): Promise<GateRow[]> {
  requirePermission(ctx.actor, "gate:read");
  const reader = ctx.tx ?? db;
  const { workspaceId } = ctx.actor;
  const found = await reader
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
    .where(and(eq(gates.workspaceId, workspaceId), ...conditions))
    .orderBy(desc(order === "opened" ? gates.openedAt : gates.decidedAt), desc(gates.id))
    .limit(limit);
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  const votes = await reader
    .select({
      gateId: gateVotes.gateId,
      voterId: gateVotes.voterId,
      role: gateVotes.role,
      choice: gateVotes.choice,
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
    .where(and(eq(gateVotes.workspaceId, workspaceId), inArray(gateVotes.gateId, ids)));
  return found.map((gate) => gateRow(gate, votes));
}

/** Open gates on which this person may vote and has not: the SQL form of `eligibility`. */
export function waitingFor({ actor }: ReadCtx): SQL | undefined {
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
      db
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
