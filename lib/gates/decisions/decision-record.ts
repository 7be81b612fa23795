import { slotsOf } from "@/lib/gates/decisions/decision";
import type { GateDetail, GateRound, GateVote } from "@/lib/gates/gate-queries";

/** A gate in full: what was asked, under which rules, on which evidence, and who decided why. */
export function decisionRecord(detail: GateDetail) {
  const { gate, model, current, owed, vacant, rounds, outdated, aside, contributors } = detail;
  return {
    format: "gatehouse.decision/1" as const,
    id: gate.id,
    model: model.name,
    version: gate.version,
    stage: gate.stage,
    status: gate.status,
    round: gate.round,
    note: gate.note,
    openedAt: gate.openedAt,
    requestedBy: { id: gate.requestedById, name: gate.requestedByName },
    decision:
      gate.decidedAt === null
        ? null
        : {
            at: gate.decidedAt,
            by: { id: gate.decidedById, name: gate.decidedByName },
            reason: gate.reason,
          },
    policy: { tier: gate.tier, revision: gate.policyRevision, ...gate.policy },
    seats: slotsOf(gate.policy.quorum).length,
    owed,
    vacant,
    votes: current.votes.map(voteRecord),
    rounds: rounds.map(roundRecord),
    outdated,
    aside,
    contributors,
  };
}

/** `evidence` is what was stored, so that the digest can be made again over it, or over what it says it `reads`. */
function roundRecord({ votes, stored, ...round }: GateRound) {
  return { ...round, evidence: stored, votes: votes.map(voteRecord) };
}

function voteRecord({
  round,
  voterId,
  voterName,
  role,
  choice,
  reason,
  castAt,
  selfGranted,
  lapse,
  lapsedAt,
}: GateVote) {
  const cast = { round, voterId, voterName, role, choice, reason, castAt };
  return { ...cast, selfGranted, lapse, lapsedAt };
}
