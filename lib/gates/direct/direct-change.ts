import { isGuarded } from "@/lib/gates/policies/default-policies";
import type { PolicyTier } from "@/lib/gates/rules";
import type { Stage } from "@/lib/registry/rules";

/** The stages whose policies must allow a move made past the gates: the one entered, and production when it is left. */
export function policiesTouched(from: Stage, to: Stage): Stage[] {
  if (from === to) return [];
  return [...(isGuarded(to) ? [to] : []), ...(from === "production" ? [from] : [])];
}

export function gateNeeded(change: {
  what: string;
  model: string;
  tier: PolicyTier;
  stage: Stage;
  path: string;
}): string {
  const { what, model, tier, stage, path } = change;
  return (
    `${what} needs the ${stage} gate: the policy for ${tier} risk does not let the stage or the ` +
    `champion alias of "${model}" be changed directly. Ask for the gate at ${path}.`
  );
}
