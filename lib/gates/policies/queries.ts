import "server-only";
import { and, eq } from "drizzle-orm";

import { policies } from "@/drizzle/schema/gates";
import { Refusal } from "@/lib/errors";
import { policyTiers, type PolicyTier, type PolicyContent } from "@/lib/gates/rules";
import { query } from "@/lib/query";
import { stages, type Stage } from "@/lib/registry/rules";

export type PolicyRecord = {
  tier: PolicyTier;
  stage: Stage;
  revision: number;
  content: PolicyContent;
  createdAt: Date;
  createdByName: string;
};

const columns = {
  tier: policies.tier,
  stage: policies.stage,
  revision: policies.revision,
  content: policies.content,
  createdAt: policies.createdAt,
  createdByName: policies.createdByName,
};

/** The policies in force: lowest tier first, then by stage. */
export const listPolicies = query({
  permission: "policy:read",
  run: async ({ read, here }): Promise<PolicyRecord[]> => {
    const found = await read
      .select(columns)
      .from(policies)
      .where(and(here(policies), eq(policies.active, true)));
    const place = (policy: PolicyRecord) =>
      policyTiers.indexOf(policy.tier) * stages.length + stages.indexOf(policy.stage);
    return found.toSorted((a, b) => place(a) - place(b));
  },
});

/** What must hold for this tier to enter this stage. */
export const getPolicy = query({
  permission: "policy:read",
  run: async ({ read, here }, tier: PolicyTier, stage: Stage): Promise<PolicyRecord> => {
    const [policy] = await read
      .select(columns)
      .from(policies)
      .where(
        and(
          here(policies),
          eq(policies.tier, tier),
          eq(policies.stage, stage),
          eq(policies.active, true),
        ),
      );
    if (policy) return policy;
    throw new Refusal("missing", `No policy guards ${stage} for ${tier} models.`);
  },
});
