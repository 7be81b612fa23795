import { isGuarded } from "@/lib/gates/policies/default-policies";
import type { PolicyContent, PolicyTier } from "@/lib/gates/rules";
import { isApproved, type Stage } from "@/lib/registry/rules";

/** The stages whose policies must allow a move made past the gates: the one entered and the one left. */
export function policiesTouched(from: Stage, to: Stage): Stage[] {
  return from === to ? [] : [to, from].filter(isGuarded);
}

type Approved = { version: number; stage: Stage };

/**
 * Why this may not be done past the gates; null when it may. What a gate decided only a gate or a rollback changes, in
 * whatever direction and whatever the tier.
 */
export function keptForGates(change: {
  /** Every version that would be moved, or have the champion alias set or taken. */
  versions: readonly number[];
  model: string;
  stage: Stage;
  tier: PolicyTier;
  policy: PolicyContent;
  approvals: readonly Approved[];
}): string | null {
  const { versions, model, stage, tier, policy, approvals } = change;
  const passed = versions.find((version) => isApproved(approvals, version));
  if (passed !== undefined)
    return `a gate has let version ${passed} of "${model}" pass, and what a gate decided only a gate or a rollback changes`;
  if (stage === "production" && approvals.some((one) => one.stage === "production"))
    return `a gate decided which version of "${model}" serves, and only a gate or a rollback changes that`;
  if (policy.directChanges === "allow") return null;
  return `the policy for ${tier} risk does not let the stage or the champion alias of "${model}" be changed directly`;
}

export function gateNeeded(change: {
  what: string;
  stage: Stage;
  because: string;
  path: string;
}): string {
  const { what, stage, because, path } = change;
  return `${what} needs the ${stage} gate: ${because}. Ask for the gate at ${path}.`;
}
