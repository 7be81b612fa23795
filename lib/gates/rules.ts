import type { Role } from "@/lib/auth/rules";
import type { Path } from "@/lib/evidence/path";
import { modelTiers, type ModelTier } from "@/lib/registry/rules";

export const policyTiers = modelTiers;
export type PolicyTier = ModelTier;

export const gateStatuses = ["open", "go", "recycle", "stop", "withdrawn"] as const;
export type GateStatus = (typeof gateStatuses)[number];

export const voteChoices = ["go", "recycle", "stop"] as const satisfies readonly GateStatus[];
export type VoteChoice = (typeof voteChoices)[number];

/** `must` blocks the gate unless it passes; `should` is shown and recorded, and never blocks. */
export const levels = ["must", "should"] as const;
export type Level = (typeof levels)[number];

export const verdicts = ["pass", "fail", "error"] as const;
export type Verdict = (typeof verdicts)[number];

export type PolicyCheck = {
  id: string;
  title: string;
  level: Level;
  /** CEL over the evidence; true is a pass. */
  expression: string;
  /** CEL whose value is shown beside the verdict, and the limit it is held against, in words or CEL. */
  value?: string;
  limit?: string;
  /** What to do when it does not pass. */
  remedy?: string;
};

export type PolicyContent = {
  checks: PolicyCheck[];
  /** The evidence they read, from their syntax trees when the policy was saved. */
  reads?: Path[];
  /** How many go votes each role owes. One person counts once. */
  quorum: Partial<Record<Role, number>>;
  /** Whether the MLflow API may set the stage or the champion alias past this gate. */
  directChanges: "refuse" | "allow";
};

export type CheckResult = {
  id: string;
  title: string;
  level: Level;
  verdict: Verdict;
  /** The verdict in words: why it failed, or why it could not be judged. */
  reason: string;
  value?: string;
  limit?: string;
  /** Both to the last digit, where they are rounded. */
  wholeValue?: string;
  wholeLimit?: string;
  /** Which record the value was read from, e.g. `run:ab12…`. */
  source: string;
  /** When that record last changed, ISO 8601. */
  measuredAt: string | null;
  /** Metrics it reads that were logged after the run was over. */
  late?: string[];
};
