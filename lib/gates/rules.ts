import type { Role } from "@/lib/auth/rules";
import type { Lineage } from "@/lib/registry/lineage";

/** `must` blocks the gate unless it passes; `should` is shown and recorded, and never blocks. */
export type PolicyCheck = {
  id: string;
  title: string;
  level: "must" | "should";
  /** CEL over `Evidence`; true is a pass. */
  expression: string;
  /** CEL whose value is shown beside the verdict, and the limit it is held against, in words or CEL. */
  value?: string;
  limit?: string;
  /** What to do when it does not pass. */
  remedy?: string;
};

export type PolicyContent = {
  checks: PolicyCheck[];
  /** How many go votes each role owes. One person counts once. */
  quorum: Partial<Record<Role, number>>;
  /** Whether the MLflow API may set the stage or the champion alias past this gate. */
  directChanges: "refuse" | "allow";
};

export type Verdict = "pass" | "fail" | "error";

export type CheckResult = {
  id: string;
  title: string;
  level: PolicyCheck["level"];
  verdict: Verdict;
  /** The verdict in words: why it failed, or why it could not be judged. */
  reason: string;
  value?: string;
  limit?: string;
  /** Which record the value was read from, e.g. `run:ab12…`. */
  source: string;
  /** When that record last changed, ISO 8601. */
  measuredAt: string | null;
};

/** The documented object that policy expressions read. Names are snake_case because policies are written by hand. */
export type Evidence = {
  model: {
    name: string;
    tier: "unclassified" | "low" | "moderate" | "high";
    owner: string | null;
    primary_metric: { name: string; direction: "higher" | "lower"; limit: number | null } | null;
  };
  version: { number: number; stage: string; source: string };
  run: {
    id: string;
    status: string;
    author: string;
    metrics: Record<string, number | "NaN" | "Infinity" | "-Infinity">;
    params: Record<string, string>;
    tags: Record<string, string>;
    updated_at: string;
  } | null;
  champion: {
    version: number;
    metrics: Record<string, number | "NaN" | "Infinity" | "-Infinity">;
  } | null;
  lineage: Lineage;
  signature: { present: boolean; inputs: number; outputs: number };
  artifact: { digest: string | null; files: number; pickled_files: string[] };
};
