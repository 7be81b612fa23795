import "server-only";
import { and, asc, desc, eq } from "drizzle-orm";

import { gateRounds, gates, gateVotes } from "@/drizzle/schema/gates";
import { models } from "@/drizzle/schema/registry";
import type { Role } from "@/lib/auth/rules";
import { Refusal } from "@/lib/errors";
import { movedBetween, type Moved } from "@/lib/evidence/digest";
import type { Path } from "@/lib/evidence/path";
import { contributorsUnder, type Contributor } from "@/lib/evidence/queries";
import {
  eligibility,
  mayWithdraw,
  owedBy,
  seat,
  type Eligibility,
  type Quorum,
} from "@/lib/gates/decisions/decision";
import { standingVotes, vacantSeats, type Standing } from "@/lib/gates/decisions/standing-queries";
import { gatherEvidence } from "@/lib/gates/rounds/evidence-queries";
import type { Evidence } from "@/lib/gates/rounds/sections";
import { readsOfPolicy, storedEvidence } from "@/lib/gates/rounds/stored-evidence";
import type { VoteChoice, CheckResult } from "@/lib/gates/rules";
import { query, type QueryCtx } from "@/lib/query";
import { findVersion, type VersionRecord } from "@/lib/registry/queries";

export type GateVote = {
  round: number;
  voterId: string;
  voterName: string;
  role: Role;
  choice: VoteChoice;
  reason: string;
  castAt: Date;
  /** The voter had given themselves the role. */
  selfGranted: boolean;
  /** Why a go does not count, or did not when the gate was decided; null where it does. */
  lapse: string | null;
  lapsedAt: Date | null;
};

export type GateRound = {
  round: number;
  openedAt: Date;
  cause: string;
  digest: string;
  /** What the digest is made over; null in rounds from before it was over what the policy reads. */
  reads: Path[] | null;
  /** As it was stored, which is what the digest verifies. */
  stored: Record<string, unknown>;
  evidence: Evidence;
  checks: CheckResult[];
  votes: GateVote[];
  /** Against the round before, by what the checks read; empty for the first. */
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
  /** Seats that nobody could take as things are: whoever holds the role may not decide, or nobody does. */
  vacant: Quorum;
  eligibility: Eligibility;
  /** What the checks read that changed since the current round was opened; empty when it still holds. */
  outdated: Moved[];
  /** What changed meanwhile that no check reads: shown, and no vote is touched by it. */
  aside: Moved[];
  /** Who had a hand in what is judged, and so does not decide. */
  contributors: Contributor[];
  /** Whether the reader may take the request back. */
  mayWithdraw: boolean;
};

/** Throws `missing`. Everything the gate's page shows of the decision itself. */
export const getGate = query({
  permission: "gate:read",
  run: async (ctx, gateId: string): Promise<GateDetail> => {
    const { gate, model } = await readGate(ctx, gateId);
    const rounds = await readRounds(ctx, gateId);
    const [current] = rounds;
    if (!current) throw new Error(`gate ${gateId} has no round`);
    const version = await findVersion(ctx, model.name, gate.version);
    const { quorum } = gate.policy;
    const voted = current.votes.map(({ voterId }) => voterId);
    const hands = await contributorsUnder(ctx, `gate:${gateId}`);
    const contributors = hands.map(({ id }) => id);
    const open = gate.status === "open";
    const standing = open
      ? await standingVotes(ctx, { votes: current.votes, quorum, contributors: hands })
      : [];
    const seats = seat(
      quorum,
      standing.map(({ voterId, roles }) => ({ id: voterId, roles })),
    );
    const barred = [gate.requestedById, gate.authorId, ...contributors];
    const { judged, other } =
      open && version ? await movedSince(ctx, gate, version, current) : { judged: [], other: [] };
    return {
      gate,
      model,
      version,
      rounds: rounds.map((round) => withLapses(round, current, standing)),
      current: withLapses(current, current, standing),
      owed: open ? owedBy(quorum, seats) : {},
      vacant: open ? await vacantSeats(ctx, { quorum, barred }) : {},
      eligibility: eligibility({ ...gate, contributors, quorum, voted }, ctx.actor),
      outdated: judged,
      aside: other,
      contributors: hands,
      mayWithdraw:
        open && mayWithdraw({ ...gate, ownerId: model.ownerId, contributors }, ctx.actor),
    };
  },
});

/** While the gate is open a lapse is found anew each time; afterwards it stands with the vote. */
function withLapses(
  round: GateRound,
  current: GateRound,
  standing: readonly Standing[],
): GateRound {
  if (round.round !== current.round) return round;
  const votes = round.votes.map((vote) => {
    const lapse = standing.find(({ voterId }) => voterId === vote.voterId)?.lapse;
    return lapse ? { ...vote, lapse: lapse.because, lapsedAt: lapse.at } : vote;
  });
  return { ...round, votes };
}

/** Whether there is such a gate: one look at the key, for layouts that answer "not found" before anything streams. */
export const gateExists = query({
  permission: "gate:read",
  run: async ({ read, here }, gateId: string): Promise<boolean> => {
    if (!isId(gateId)) return false;
    const rows = await read
      .select({ id: gates.id })
      .from(gates)
      .where(and(here(gates), eq(gates.id, gateId)));
    return rows.length > 0;
  },
});

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

async function readGate({ read, here }: QueryCtx, gateId: string) {
  if (!isId(gateId)) throw new Refusal("missing", "No such gate.");
  const [found] = await read
    .select({ gate: gates, model: models })
    .from(gates)
    .innerJoin(models, and(here(models), eq(models.id, gates.modelId)))
    .where(and(here(gates), eq(gates.id, gateId)));
  if (!found) throw new Refusal("missing", "No such gate.");
  return found;
}

async function readRounds({ read, here }: QueryCtx, gateId: string): Promise<GateRound[]> {
  const stored = await read
    .select()
    .from(gateRounds)
    .where(and(here(gateRounds), eq(gateRounds.gateId, gateId)))
    .orderBy(desc(gateRounds.round));
  const votes = await read
    .select()
    .from(gateVotes)
    .where(and(here(gateVotes), eq(gateVotes.gateId, gateId)))
    .orderBy(asc(gateVotes.castAt));
  const all = stored.map((round) => ({ ...round, read: storedEvidence(round.evidence) }));
  return all.map((round, index) => {
    const before = all[index + 1];
    return {
      round: round.round,
      openedAt: round.openedAt,
      cause: round.cause,
      digest: round.digest,
      reads: round.reads,
      stored: round.evidence,
      evidence: round.read,
      checks: round.checks,
      votes: votes.filter((vote) => vote.round === round.round),
      moved: before ? movedSinceThen(before.read, round) : [],
    };
  });
}

/** In rounds from before the digest was over what the checks read, whatever moved ended a round. */
function movedSinceThen(
  before: Evidence,
  { read, reads }: { read: Evidence; reads: Path[] | null },
): Moved[] {
  const { judged, other } = movedBetween(before, read, reads ?? []);
  return reads ? judged : [...judged, ...other];
}

async function movedSince(
  ctx: QueryCtx,
  { policy }: Gate,
  version: VersionRecord,
  current: GateRound,
): Promise<{ judged: Moved[]; other: Moved[] }> {
  const { evidence } = await gatherEvidence(ctx, version);
  return movedBetween(current.evidence, evidence, readsOfPolicy(policy));
}
