import "server-only";
import { digestOf } from "@/lib/evidence/digest";
import { withAbsent } from "@/lib/evidence/gather";
import type { Path } from "@/lib/evidence/path";
import { policyReads } from "@/lib/gates/policies/policy-language";
import { fromFirstFormat } from "@/lib/gates/rounds/first-format";
import { sections, type Evidence } from "@/lib/gates/rounds/sections";
import type { PolicyContent } from "@/lib/gates/rules";

/** What a policy reads. Those saved before it was kept with them are asked anew. */
export function readsOfPolicy({ reads, checks }: PolicyContent): Path[] {
  return reads ?? policyReads(checks);
}

/** A stored round's evidence as it is read today. */
export function storedEvidence(stored: Readonly<Record<string, unknown>>): Evidence {
  return withAbsent(sections, "champion" in stored ? fromFirstFormat(stored) : stored);
}

/**
 * Whether a round still rests on what is the case: the stored evidence and the present one are held against each other
 * by what the policy reads, so that rounds from before digests were so made hold too.
 */
export function stillHolds(
  round: { evidence: Readonly<Record<string, unknown>> },
  evidence: Evidence,
  policy: PolicyContent,
): boolean {
  const reads = readsOfPolicy(policy);
  return digestOf(storedEvidence(round.evidence), reads) === digestOf(evidence, reads);
}
