import "server-only";
import { and, eq } from "drizzle-orm";

import { memberships } from "@/drizzle/schema/auth";
import { gates, gateVotes } from "@/drizzle/schema/gates";
import { holdFiles } from "@/lib/artifacts/seal-folder";
import { holdMembers, rolesNow } from "@/lib/auth/keep-admin";
import type { Role } from "@/lib/auth/rules";
import { command, type WriteCtx } from "@/lib/command";
import { Refusal, type RefusalCode } from "@/lib/errors";
import { movedBetween } from "@/lib/evidence/digest";
import { contributorsUnder, type Contributor } from "@/lib/evidence/queries";
import { unwatch } from "@/lib/evidence/watch";
import {
  eligibility,
  nextStages,
  outcome,
  owedBy,
  seat,
  type Bar,
  type Voter,
} from "@/lib/gates/decisions/decision";
import { lockGate, type LockedGate } from "@/lib/gates/decisions/lock-gate";
import { promoteVersion } from "@/lib/gates/decisions/promote-version";
import { standingVotes, type Standing } from "@/lib/gates/decisions/standing-queries";
import { gateName } from "@/lib/gates/gate-name";
import { CastVote } from "@/lib/gates/inputs";
import { blocking } from "@/lib/gates/policies/blocking";
import { gatherEvidence } from "@/lib/gates/rounds/evidence-queries";
import type { Evidence } from "@/lib/gates/rounds/sections";
import { readsOfPolicy, stillHolds, storedEvidence } from "@/lib/gates/rounds/stored-evidence";
import type { GateStatus, VoteChoice } from "@/lib/gates/rules";
import { sealJudged } from "@/lib/registry/approvals/seal-version";
import { getVersion, type VersionRecord } from "@/lib/registry/queries";

const barred: Record<Bar, RefusalCode> = {
  key: "forbidden",
  requester: "forbidden",
  author: "forbidden",
  role: "forbidden",
  decided: "outdated",
  voted: "outdated",
};

/** Counts one vote under the gate's lock, on evidence that is still the one the voter read. */
export const castVote = command({
  permission: "gate:vote",
  input: CastVote,
  async run(ctx, { gateId, round, choice, reason }) {
    const locked = await lockGate(ctx, gateId);
    await holdFiles(ctx);
    await holdMembers(ctx);
    const { gate, model } = locked;
    const { quorum } = gate.policy;
    const hands = await contributorsUnder(ctx, `gate:${gateId}`);
    const voter = await admit(ctx, locked, hands);

    const version = await getVersion(ctx, model.name, gate.version);
    const { evidence } = await gatherEvidence(ctx, version);
    refuseMoved(locked, version);
    refuseOutdated(locked, round, evidence);
    refuseBlocked(locked, choice);

    const goes = await standingVotes(ctx, { votes: locked.votes, quorum, contributors: hands });
    const seats = seat(quorum, [
      ...goes.map(({ voterId, roles }) => ({ id: voterId, roles })),
      ...(choice === "go" ? [voter] : []),
    ]);
    const [firstRole] = voter.roles;
    const role = seats.get(voter.id) ?? firstRole;
    if (!role) throw new Error("an eligible voter holds a role of the quorum");
    const { selfGranted } = await storeVote(ctx, { gateId, round, role, choice, reason });
    await reseat(ctx, locked, seats);

    const status = outcome(choice, quorum, seats);
    const promotion =
      status === "go"
        ? await promoteVersion(ctx, { gate, model, version, evidence, reason })
        : null;
    if (status !== "open") {
      await close(ctx, gateId, status, reason);
      await noteLapses(ctx, locked, goes);
      await sealJudged(ctx, version);
    }
    return {
      result: { gateId, status, owed: owedBy(quorum, seats) },
      audit: {
        action: "gate.vote",
        subject: `gate:${gateId}`,
        name: gateName(model.name, gate.version, gate.stage),
        before: { status: gate.status, ...promotion?.before },
        after: {
          status,
          choice,
          role,
          ...(selfGranted ? { selfGranted } : {}),
          reason,
          round,
          evidence: locked.round.digest,
          ...promotion?.after,
        },
      },
    };
  },
});

/** Who may vote, with the roles they hold at this moment; throws where they may not. */
async function admit(
  ctx: WriteCtx,
  { gate, votes }: LockedGate,
  hands: readonly Contributor[],
): Promise<Voter> {
  const { actor } = ctx;
  const standing = {
    ...gate,
    contributors: hands.map(({ id }) => id),
    quorum: gate.policy.quorum,
    voted: votes.map(({ voterId }) => voterId),
  };
  const voter = actor.kind === "user" ? { ...actor, roles: await rolesNow(ctx, actor.id) } : actor;
  const may = eligibility(standing, voter);
  if (!may.may) throw new Refusal(barred[may.bar], may.because);
  if (voter.kind !== "user") throw new Refusal("forbidden", "Votes are people's.");
  return { id: voter.id, roles: may.roles };
}

function refuseMoved({ gate }: LockedGate, { stage }: VersionRecord): void {
  if (!nextStages(stage).includes(gate.stage))
    throw new Refusal(
      "outdated",
      `The version is ${stage} by now and can no longer enter ${gate.stage}. Withdraw this gate.`,
    );
}

function refuseOutdated(
  { gate, round: seen }: LockedGate,
  round: number,
  evidence: Evidence,
): void {
  if (round !== seen.round)
    throw new Refusal(
      "outdated",
      `You read round ${round}; the gate is in round ${seen.round}. Read the new evidence first.`,
    );
  if (stillHolds(seen, evidence, gate.policy)) return;
  const reads = readsOfPolicy(gate.policy);
  const moved = movedBetween(storedEvidence(seen.evidence), evidence, reads)
    .judged.slice(0, 5)
    .map(({ path, from, to }) => `${path}: ${from} → ${to}`);
  throw new Refusal(
    "outdated",
    `The evidence changed since round ${round} was opened (${moved.join("; ")}). Refresh the gate and read it again.`,
  );
}

function refuseBlocked({ round }: LockedGate, choice: VoteChoice): void {
  const blocks = choice === "go" ? blocking(round.checks) : [];
  if (blocks.length === 0) return;
  const named = blocks.map(({ title, reason }) => `${title}. ${reason}`).join(" ");
  throw new Refusal("invalid", `Go is not possible while a must check does not pass. ${named}`, {
    choice: ["A must check does not pass."],
  });
}

type Ballot = { gateId: string; round: number; role: Role; choice: VoteChoice; reason: string };

async function storeVote(ctx: WriteCtx, ballot: Ballot): Promise<{ selfGranted: boolean }> {
  const { tx, workspaceId, actor, now } = ctx;
  if (actor.id === null) throw new Error("a vote is a person's");
  const selfGranted = await gaveThemselves(ctx, actor.id, ballot.role);
  const voter = { voterId: actor.id, voterName: actor.name };
  await tx.insert(gateVotes).values({ workspaceId, ...ballot, ...voter, castAt: now, selfGranted });
  return { selfGranted };
}

/** Whether the voter, as an admin, gave themselves the role they are counted in. */
async function gaveThemselves(
  { tx, workspaceId }: WriteCtx,
  userId: string,
  role: Role,
): Promise<boolean> {
  const [member] = await tx
    .select({ ownGrants: memberships.ownGrants })
    .from(memberships)
    .where(and(eq(memberships.workspaceId, workspaceId), eq(memberships.userId, userId)));
  return member?.ownGrants.includes(role) ?? false;
}

/** Whose go was not counted stands on the record with why. */
async function noteLapses(
  ctx: WriteCtx,
  { gate }: LockedGate,
  goes: readonly Standing[],
): Promise<void> {
  for (const { voterId, lapse } of goes)
    if (lapse)
      await ctx.tx
        .update(gateVotes)
        .set({ lapse: lapse.because, lapsedAt: lapse.at ?? ctx.now })
        .where(voteKey(ctx, gate, voterId));
}

const voteKey = (ctx: WriteCtx, gate: LockedGate["gate"], voterId: string) =>
  and(
    eq(gateVotes.workspaceId, ctx.workspaceId),
    eq(gateVotes.gateId, gate.id),
    eq(gateVotes.round, gate.round),
    eq(gateVotes.voterId, voterId),
  );

/** A newcomer may need another's seat, who then moves to a role that only they can still fill. */
async function reseat(
  ctx: WriteCtx,
  { gate, votes }: LockedGate,
  seats: ReadonlyMap<string, Role>,
): Promise<void> {
  for (const vote of votes) {
    const role = seats.get(vote.voterId);
    if (!role || role === vote.role) continue;
    await ctx.tx
      .update(gateVotes)
      .set({ role })
      .where(voteKey(ctx, gate, vote.voterId));
  }
}

async function close(
  ctx: WriteCtx,
  gateId: string,
  status: Exclude<GateStatus, "open">,
  reason: string,
): Promise<void> {
  await unwatch(ctx, `gate:${gateId}`);
  await ctx.tx
    .update(gates)
    .set({
      status,
      reason,
      decidedAt: ctx.now,
      decidedById: ctx.actor.id,
      decidedByName: ctx.actor.name,
    })
    .where(and(eq(gates.workspaceId, ctx.workspaceId), eq(gates.id, gateId)));
}
