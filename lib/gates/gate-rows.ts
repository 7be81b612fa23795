import type { Role } from "@/lib/auth/rules";
import { owedBy, seat, type Quorum } from "@/lib/gates/decisions/decision";
import { blocking } from "@/lib/gates/policies/blocking";
import type {
  GateStatus,
  PolicyTier,
  VoteChoice,
  CheckResult,
  PolicyContent,
} from "@/lib/gates/rules";
import type { Stage } from "@/lib/registry/rules";

/** A gate as lists show it. */
export type GateRow = {
  id: string;
  modelName: string;
  version: number;
  stage: Stage;
  status: GateStatus;
  tier: PolicyTier;
  round: number;
  requestedById: string | null;
  requestedByName: string;
  authorId: string | null;
  openedAt: Date;
  decidedAt: Date | null;
  decidedByName: string | null;
  reason: string | null;
  checks: { passed: number; total: number; blocking: number };
  /** What each role still owes; empty once decided. */
  owed: Quorum;
  /** Who has voted in the present round. */
  voted: string[];
};

export type StoredVote = {
  gateId: string;
  voterId: string;
  role: Role;
  choice: VoteChoice;
  /** The roles the voter holds now; null once they are no longer an active member. */
  held: readonly Role[] | null;
};

export type StoredGate = Omit<GateRow, "checks" | "owed" | "voted"> & {
  policy: PolicyContent;
  results: CheckResult[];
};

export function gateRow(
  { policy, results, ...gate }: StoredGate,
  all: readonly StoredVote[],
): GateRow {
  const votes = all.filter(({ gateId }) => gateId === gate.id);
  const goes = votes.filter(({ choice }) => choice === "go");
  const seats = seat(
    policy.quorum,
    goes.map(({ voterId, role, held }) => ({
      id: voterId,
      roles: (held ?? []).toSorted((a, b) => Number(b === role) - Number(a === role)),
    })),
  );
  return {
    ...gate,
    checks: {
      passed: results.filter(({ verdict }) => verdict === "pass").length,
      total: results.length,
      blocking: blocking(results).length,
    },
    owed: gate.status === "open" ? owedBy(policy.quorum, seats) : {},
    voted: votes.map(({ voterId }) => voterId),
  };
}
