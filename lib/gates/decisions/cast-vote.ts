import "server-only";
import { and, eq, inArray } from "drizzle-orm";

import { memberships } from "@/drizzle/schema/auth";
import { gates, gateVotes } from "@/drizzle/schema/gates";
import type { Role } from "@/lib/auth/rules";
import { command, type WriteCtx } from "@/lib/command";
import { Refusal, type RefusalCode } from "@/lib/errors";
import { movedBetween } from "@/lib/evidence/digest";
import { contributorsUnder } from "@/lib/evidence/queries";
import { unwatch } from "@/lib/evidence/watch";
import { eligibility, outcome, owedBy, seat, type Bar } from "@/lib/gates/decisions/decision";
import { lockGate, type LockedGate } from "@/lib/gates/decisions/lock-gate";
import { promoteVersion } from "@/lib/gates/decisions/promote-version";
import { gateName } from "@/lib/gates/gate-name";
import { CastVote } from "@/lib/gates/inputs";
import { blocking } from "@/lib/gates/policies/blocking";
import { gatherEvidence } from "@/lib/gates/rounds/evidence-queries";
import type { Evidence } from "@/lib/gates/rounds/sections";
import { readsOfPolicy, stillHolds, storedEvidence } from "@/lib/gates/rounds/stored-evidence";
import type { GateStatus, VoteChoice } from "@/lib/gates/rules";
import { getVersion } from "@/lib/registry/queries";

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
    const { tx, actor, now, workspaceId } = ctx;
    const locked = await lockGate(ctx, gateId);
    const { gate, model } = locked;
    const voted = locked.votes.map(({ voterId }) => voterId);
    const hands = await contributorsUnder(ctx, `gate:${gateId}`);
    const contributors = hands.map(({ id }) => id);
    const may = eligibility({ ...gate, contributors, quorum: gate.policy.quorum, voted }, actor);
    if (!may.may) throw new Refusal(barred[may.bar], may.because);
    if (actor.kind !== "user") throw new Refusal("forbidden", "Votes are people's.");

    const version = await getVersion(ctx, model.name, gate.version);
    const { evidence } = await gatherEvidence(ctx, version);
    refuseOutdated(locked, round, evidence);
    refuseBlocked(locked, choice);

    const { quorum } = gate.policy;
    const goes = await goVoters(ctx, locked);
    const seats = seat(quorum, [
      ...goes,
      ...(choice === "go" ? [{ id: actor.id, roles: may.roles }] : []),
    ]);
    const [firstRole] = may.roles;
    const role = seats.get(actor.id) ?? firstRole;
    if (!role) throw new Error("an eligible voter holds a role of the quorum");
    await tx.insert(gateVotes).values({
      workspaceId,
      gateId,
      round,
      voterId: actor.id,
      voterName: actor.name,
      role,
      choice,
      reason,
      castAt: now,
    });
    await reseat(ctx, locked, seats);

    const status = outcome(choice, quorum, seats);
    const promotion =
      status === "go" ? await promoteVersion(ctx, { gate, model, version, reason }) : null;
    if (status !== "open") await close(ctx, gateId, status, reason);
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
          reason,
          round,
          evidence: locked.round.digest,
          ...promotion?.after,
        },
      },
    };
  },
});

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

/** Those who said go in this round, with the roles they hold now and the one they were counted in. */
async function goVoters(ctx: WriteCtx, { gate, votes }: LockedGate) {
  const goes = votes.filter(({ choice }) => choice === "go");
  if (goes.length === 0) return [];
  const ids = goes.map(({ voterId }) => voterId);
  const members = await ctx.tx
    .select({ id: memberships.userId, roles: memberships.roles })
    .from(memberships)
    .where(and(eq(memberships.workspaceId, ctx.workspaceId), inArray(memberships.userId, ids)));
  return goes.map(({ voterId, role }) => {
    const held = members.find(({ id }) => id === voterId)?.roles ?? [];
    const asked = held.filter((other) => other !== role && (gate.policy.quorum[other] ?? 0) > 0);
    return { id: voterId, roles: [role, ...asked] };
  });
}

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
      .where(
        and(
          eq(gateVotes.workspaceId, ctx.workspaceId),
          eq(gateVotes.gateId, gate.id),
          eq(gateVotes.round, gate.round),
          eq(gateVotes.voterId, vote.voterId),
        ),
      );
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
