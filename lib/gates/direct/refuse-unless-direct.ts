import "server-only";
import { and, desc, eq } from "drizzle-orm";

import { gates } from "@/drizzle/schema/gates";
import type { models } from "@/drizzle/schema/registry";
import type { WriteCtx } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { workspaceOf } from "@/lib/gates/decisions/lock-gate";
import { gateNeeded, keptForGates } from "@/lib/gates/direct/direct-change";
import { getPolicy } from "@/lib/gates/policies/queries";
import { pages, pathTo } from "@/lib/paths";
import { approvalsOf } from "@/lib/registry/approvals/approval-queries";
import type { Stage } from "@/lib/registry/rules";

type Attempt = {
  model: typeof models.$inferSelect;
  /** The version it is about first; others that it would move or replace after it. */
  versions: readonly [number, ...number[]];
  /** The policy that has to allow it. */
  stage: Stage;
  what: string;
};

/** Throws `forbidden`, saying why and where to ask, when this is kept for a gate. */
export async function refuseUnlessDirect(ctx: WriteCtx, attempt: Attempt): Promise<void> {
  const { model, versions, stage, what } = attempt;
  const tier = model.tier ?? "unclassified";
  const policy = await getPolicy(ctx, tier, stage);
  const approvals = await approvalsOf(ctx, model.id);
  const because = keptForGates({
    versions,
    model: model.name,
    stage,
    tier,
    policy: policy.content,
    approvals,
  });
  if (because === null) return;
  const path = await gatePath(ctx, model.id, model.name, versions[0], stage);
  throw new Refusal("forbidden", gateNeeded({ what, stage, because, path }));
}

/** The open gate where there is one, else the version's page, where one asks for it. */
async function gatePath(
  ctx: WriteCtx,
  modelId: string,
  name: string,
  version: number,
  stage: Stage,
): Promise<string> {
  const workspace = await workspaceOf(ctx);
  const [open] = await ctx.tx
    .select({ id: gates.id })
    .from(gates)
    .where(
      and(
        eq(gates.workspaceId, ctx.workspaceId),
        eq(gates.modelId, modelId),
        eq(gates.version, version),
        eq(gates.stage, stage),
        eq(gates.status, "open"),
      ),
    )
    .orderBy(desc(gates.openedAt))
    .limit(1);
  return open
    ? pathTo(workspace, pages.gate(open.id))
    : pathTo(workspace, pages.version(name, version));
}
