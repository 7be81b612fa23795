import "server-only";
import { and, desc, eq, inArray, ne, notExists, or, sql, type SQL } from "drizzle-orm";

import { gateRounds, gates, gateVotes } from "@/drizzle/schema/gates";
import { models } from "@/drizzle/schema/registry";
import { requirePermission } from "@/lib/auth/permissions";
import { reviewerRolesOf } from "@/lib/auth/rules";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import { nextStages, type Quorum } from "@/lib/gates/decision";
import { gatherEvidence } from "@/lib/gates/evidence-queries";
import { gateRow, type GateRow } from "@/lib/gates/gate-rows";
import type { GateFilter, PolicyTier } from "@/lib/gates/inputs";
import { judge } from "@/lib/gates/judge";
import { getPolicy } from "@/lib/gates/policy-queries";
import type { CheckResult } from "@/lib/gates/rules";
import { decodeCursor, encodeCursor } from "@/lib/paging";
import { getVersion } from "@/lib/registry/queries";
import type { Stage } from "@/lib/registry/rules";

/** Newest first, by keyset. */
export async function listGates(
  ctx: ReadCtx,
  filter: GateFilter,
): Promise<{ rows: GateRow[]; next: string | null }> {
  const rows = await readGateRows(ctx, [...conditionsOf(ctx, filter)], filter.limit + 1);
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  const next =
    rows.length > filter.limit && last
      ? encodeCursor([last.openedAt.toISOString(), last.id])
      : null;
  return { rows: page, next };
}

/** Every gate a version ever asked for, newest first. */
export async function gatesOfVersion(
  ctx: ReadCtx,
  modelId: string,
  version: number,
): Promise<GateRow[]> {
  return readGateRows(ctx, [eq(gates.modelId, modelId), eq(gates.version, version)], 50);
}

/** How many gates of the workspace are open. */
export async function openGateCount(ctx: ReadCtx): Promise<number> {
  requirePermission(ctx.actor, "gate:read");
  return (ctx.tx ?? db).$count(
    gates,
    and(eq(gates.workspaceId, ctx.actor.workspaceId), eq(gates.status, "open")),
  );
}

export type GatePreview = {
  stage: Stage;
  tier: PolicyTier;
  /** Whether the version may ask for this stage from where it is. */
  reachable: boolean;
  openGateId: string | null;
  quorum: Quorum;
  checks: CheckResult[];
};

/** What a gate would say of a version if it were asked for now. */
export async function previewGate(
  ctx: ReadCtx,
  name: string,
  number: number,
  stage: Stage,
): Promise<GatePreview> {
  requirePermission(ctx.actor, "gate:read");
  const version = await getVersion(ctx, name, number);
  const tier = version.model.tier ?? "unclassified";
  const policy = await getPolicy(ctx, tier, stage);
  const { evidence, ages } = await gatherEvidence(ctx, version.model, version);
  const [open] = await readGateRows(
    ctx,
    [
      eq(gates.modelId, version.modelId),
      eq(gates.version, number),
      eq(gates.stage, stage),
      eq(gates.status, "open"),
    ],
    1,
  );
  return {
    stage,
    tier,
    reachable: nextStages(version.stage).includes(stage),
    openGateId: open?.id ?? null,
    quorum: policy.content.quorum,
    checks: judge(policy.content, evidence, ages),
  };
}

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
  const stored = await reader
    .select({
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
    })
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
  if (stored.length === 0) return [];
  const ids = stored.map(({ id }) => id);
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
  return stored.map((gate) => gateRow(gate, votes));
}

function* conditionsOf(ctx: ReadCtx, filter: GateFilter): Generator<SQL | undefined> {
  if (filter.status === "decided") yield ne(gates.status, "open");
  else if (filter.status !== "all") yield eq(gates.status, filter.status);
  if (filter.model) yield eq(models.name, filter.model);
  if (filter.version) yield eq(gates.version, filter.version);
  if (filter.stage) yield eq(gates.stage, filter.stage);
  if (filter.show === "mine") yield ofMine(ctx);
  if (filter.show === "waiting") yield waitingFor(ctx);
  if (filter.cursor) yield after(filter.cursor);
}

function after(cursor: string): SQL {
  const [at, id] = decodeCursor(cursor, 2);
  return sql`(${gates.openedAt}, ${gates.id}) < (${String(at)}::timestamptz, ${String(id)}::uuid)`;
}

function ofMine({ actor }: ReadCtx): SQL | undefined {
  return actor.id === null
    ? sql`false`
    : or(eq(gates.requestedById, actor.id), eq(gates.authorId, actor.id));
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
