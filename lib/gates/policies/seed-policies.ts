import "server-only";
import { policies } from "@/drizzle/schema/gates";
import { nameOfWorkspace } from "@/lib/auth/name-of";
import { byWhom } from "@/lib/auth/rules";
import { command } from "@/lib/command";
import { SeedPolicies } from "@/lib/gates/inputs";
import { defaultPolicies, guardedStages } from "@/lib/gates/policies/default-policies";
import { policyReads } from "@/lib/gates/policies/policy-language";
import { policyTiers, type PolicyContent } from "@/lib/gates/rules";

/** Gives a new workspace its first policies; leaves those that exist alone. */
export const seedPolicies = command({
  permission: "policy:write",
  input: SeedPolicies,
  async run(ctx) {
    const { tx, actor, now, workspaceId } = ctx;
    const author = byWhom(actor);
    const rows = policyTiers.flatMap((tier) =>
      guardedStages.map((stage) => ({
        workspaceId,
        tier,
        stage,
        revision: 1,
        active: true,
        content: saved(defaultPolicies[tier][stage]),
        createdAt: now,
        createdById: author.id,
        createdByName: author.name,
      })),
    );
    const made = await tx
      .insert(policies)
      .values(rows)
      .onConflictDoNothing()
      .returning({ tier: policies.tier, stage: policies.stage });
    return {
      result: { made: made.length },
      audit: {
        action: "policy.seed",
        subject: `workspace:${workspaceId}`,
        name: await nameOfWorkspace(ctx),
        after: { policies: made.map(({ tier, stage }) => `${tier}/${stage}`) },
      },
    };
  },
});

/** A policy is kept with the paths it reads, so that what a vote rests on is said once. */
function saved(content: PolicyContent): PolicyContent {
  return { ...content, reads: policyReads(content.checks) };
}
