import "server-only";
import { and, asc, desc, eq } from "drizzle-orm";

import { gateRounds, gates, gateVotes } from "@/drizzle/schema/gates";
import { models } from "@/drizzle/schema/registry";
import { requirePermission } from "@/lib/auth/permissions";
import type { Role } from "@/lib/auth/rules";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import { Refusal } from "@/lib/errors";
import {
  eligibility,
  owedBy,
  seat,
  type Eligibility,
  type Quorum,
} from "@/lib/gates/decisions/decision";
import type { VoteChoice } from "@/lib/gates/inputs";
import { movedBetween, type Moved } from "@/lib/gates/rounds/evidence";
import { gatherEvidence } from "@/lib/gates/rounds/evidence-queries";
import type { CheckResult, Evidence } from "@/lib/gates/rules";
import { findVersion, type VersionRecord } from "@/lib/registry/queries";

export type GateVote = {
  round: number;
  voterId: string;
  voterName: string;
  role: Role;
  choice: VoteChoice;
  reason: string;
  castAt: Date;
};

export type GateRound = {
  round: number;
  openedAt: Date;
  cause: string;
  digest: string;
  evidence: Evidence;
  checks: CheckResult[];
  votes: GateVote[];
  /** Against the round before; empty for the first. */
  moved: Moved[];
};

export type Gate = typeof gates.$inferSelect;

export type GateDetail = {
  gate: Gate;
  model: typeof models.$inferSelect;
  /** Undefined once the version was deleted. */
  version: VersionRecord | undefined;
  /** Newest first; never empty. */
  rounds: GateRound[];
  current: GateRound;
  owed: Quorum;
  eligibility: Eligibility;
  /** What changed since the current round was opened; empty when the evidence still holds. */
  outdated: Moved[];
};

/** Throws `missing`. Everything the gate's page shows of the decision itself. */
export async function getGate(ctx: ReadCtx, gateId: string): Promise<GateDetail> {
  requirePermission(ctx.actor, "gate:read");
  const { gate, model } = await readGate(ctx, gateId);
  const rounds = await readRounds(ctx, gateId);
  const [current] = rounds;
  if (!current) throw new Error(`gate ${gateId} has no round`);
  const version = await findVersion(ctx, model.name, gate.version);
  const goes = current.votes.filter(({ choice }) => choice === "go");
  const seats = seat(
    gate.policy.quorum,
    goes.map(({ voterId, role }) => ({ id: voterId, roles: [role] })),
  );
  const voted = current.votes.map(({ voterId }) => voterId);
  return {
    gate,
    model,
    version,
    rounds,
    current,
    owed: gate.status === "open" ? owedBy(gate.policy.quorum, seats) : {},
    eligibility: eligibility({ ...gate, quorum: gate.policy.quorum, voted }, ctx.actor),
    outdated: gate.status === "open" && version ? await movedSince(ctx, version, current) : [],
  };
}

async function readGate(ctx: ReadCtx, gateId: string) {
  if (!/^[0-9a-f-]{36}$/i.test(gateId)) throw new Refusal("missing", "No such gate.");
  const [found] = await (ctx.tx ?? db)
    .select({ gate: gates, model: models })
    .from(gates)
    .innerJoin(models, and(eq(models.workspaceId, gates.workspaceId), eq(models.id, gates.modelId)))
    .where(and(eq(gates.workspaceId, ctx.actor.workspaceId), eq(gates.id, gateId)));
  if (!found) throw new Refusal("missing", "No such gate.");
  return found;
}

async function readRounds(ctx: ReadCtx, gateId: string): Promise<GateRound[]> {
  const reader = ctx.tx ?? db;
  const { workspaceId } = ctx.actor;
  const stored = await reader
    .select()
    .from(gateRounds)
    .where(and(eq(gateRounds.workspaceId, workspaceId), eq(gateRounds.gateId, gateId)))
    .orderBy(desc(gateRounds.round));
  const votes = await reader
    .select()
    .from(gateVotes)
    .where(and(eq(gateVotes.workspaceId, workspaceId), eq(gateVotes.gateId, gateId)))
    .orderBy(asc(gateVotes.castAt));
  return stored.map((round, index) => {
    const before = stored[index + 1];
    return {
      round: round.round,
      openedAt: round.openedAt,
      cause: round.cause,
      digest: round.digest,
      evidence: round.evidence,
      checks: round.checks,
      votes: votes.filter((vote) => vote.round === round.round),
      moved: before ? movedBetween(before.evidence, round.evidence) : [],
    };
  });
}

async function movedSince(
  ctx: ReadCtx,
  version: VersionRecord,
  current: GateRound,
): Promise<Moved[]> {
  const { evidence, digest } = await gatherEvidence(ctx, version.model, version);
  return digest === current.digest ? [] : movedBetween(current.evidence, evidence);
}
