import "server-only";
import { and, eq } from "drizzle-orm";

import { policies } from "@/drizzle/schema/gates";
import { requirePermission } from "@/lib/auth/permissions";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import { Refusal } from "@/lib/errors";
import { policyTiers, type PolicyTier, type PolicyContent } from "@/lib/gates/rules";
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
export async function listPolicies(ctx: ReadCtx): Promise<PolicyRecord[]> {
  requirePermission(ctx.actor, "policy:read");
  const found = await (ctx.tx ?? db)
    .select(columns)
    .from(policies)
    .where(and(eq(policies.workspaceId, ctx.actor.workspaceId), eq(policies.active, true)));
  const place = (policy: PolicyRecord) =>
    policyTiers.indexOf(policy.tier) * stages.length + stages.indexOf(policy.stage);
  return found.toSorted((a, b) => place(a) - place(b));
}

/** What must hold for this tier to enter this stage. */
export async function getPolicy(
  ctx: ReadCtx,
  tier: PolicyTier,
  stage: Stage,
): Promise<PolicyRecord> {
  requirePermission(ctx.actor, "policy:read");
  const [policy] = await (ctx.tx ?? db)
    .select(columns)
    .from(policies)
    .where(
      and(
        eq(policies.workspaceId, ctx.actor.workspaceId),
        eq(policies.tier, tier),
        eq(policies.stage, stage),
        eq(policies.active, true),
      ),
    );
  if (policy) return policy;
  throw new Refusal("missing", `No policy guards ${stage} for ${tier} models.`);
}
