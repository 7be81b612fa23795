import "server-only";
import { and, desc, eq } from "drizzle-orm";

import { gates } from "@/drizzle/schema/gates";
import type { models } from "@/drizzle/schema/registry";
import type { WriteCtx } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { workspaceOf } from "@/lib/gates/decisions/lock-gate";
import { gateNeeded } from "@/lib/gates/direct/direct-change";
import { getPolicy } from "@/lib/gates/policies/queries";
import { pages, pathTo } from "@/lib/paths";
import type { Stage } from "@/lib/registry/rules";

type Attempt = {
  model: typeof models.$inferSelect;
  version: number;
  /** The policy that has to allow it. */
  stage: Stage;
  what: string;
};

/** Throws `forbidden`, naming the gate and where to find it, when the tier's policy keeps this for a gate. */
export async function refuseUnlessDirect(ctx: WriteCtx, attempt: Attempt): Promise<void> {
  const { model, version, stage, what } = attempt;
  const tier = model.tier ?? "unclassified";
  const policy = await getPolicy(ctx, tier, stage);
  if (policy.content.directChanges === "allow") return;
  const path = await gatePath(ctx, model.id, model.name, version, stage);
  throw new Refusal("forbidden", gateNeeded({ what, model: model.name, tier, stage, path }));
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
