import "server-only";
import { and, eq } from "drizzle-orm";

import { gateRounds, gates } from "@/drizzle/schema/gates";
import { command, type WriteCtx } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { digestOf, movedBetween } from "@/lib/evidence/digest";
import { watch } from "@/lib/evidence/watch";
import { nextStages } from "@/lib/gates/decisions/decision";
import { lockGate, type LockedGate } from "@/lib/gates/decisions/lock-gate";
import { gateName } from "@/lib/gates/gate-name";
import { RefreshGate } from "@/lib/gates/inputs";
import { judge } from "@/lib/gates/policies/judge";
import { getPolicy } from "@/lib/gates/policies/queries";
import { authorOf, gatherEvidence, watchedBy } from "@/lib/gates/rounds/evidence-queries";
import { readsOfPolicy, stillHolds, storedEvidence } from "@/lib/gates/rounds/stored-evidence";
import type { PolicyTier } from "@/lib/gates/rules";
import { getVersion } from "@/lib/registry/queries";

/** Reads the evidence anew. Where what the checks read changed a new round begins, and older votes no longer count. */
export const refreshGate = command({
  permission: "gate:request",
  input: RefreshGate,
  async run(ctx, { gateId }) {
    const { tx, now, workspaceId } = ctx;
    const locked = await lockGate(ctx, gateId);
    const { gate, model, round: last } = locked;
    if (gate.status !== "open") throw new Refusal("outdated", "This gate is closed.");
    const version = await getVersion(ctx, model.name, gate.version);
    if (!nextStages(version.stage).includes(gate.stage))
      throw new Refusal(
        "invalid",
        `Version ${version.version} is now ${version.stage} and can no longer enter ${gate.stage}. Withdraw this gate.`,
      );
    const gathered = await gatherEvidence(ctx, version);
    const { evidence } = gathered;
    const policy = await policyNow(ctx, locked);
    if (policy.tier === gate.tier && stillHolds(last, evidence, policy.content))
      throw new Refusal(
        "invalid",
        `Nothing that the checks read has changed since round ${gate.round} was opened.`,
      );

    const round = gate.round + 1;
    const reads = readsOfPolicy(policy.content);
    const digest = digestOf(evidence, reads);
    const moved = movedBetween(storedEvidence(last.evidence), evidence, reads).judged;
    await tx
      .update(gates)
      .set({
        round,
        authorId: await authorOf(ctx, version),
        tier: policy.tier,
        policy: policy.content,
        policyRevision: policy.revision,
        servingVersion: evidence.serving.present ? evidence.serving.version : null,
      })
      .where(and(eq(gates.workspaceId, workspaceId), eq(gates.id, gateId)));
    await tx.insert(gateRounds).values({
      workspaceId,
      gateId,
      round,
      openedAt: now,
      cause: causeOf(moved),
      evidence,
      reads,
      digest,
      checks: judge(policy.content, gathered),
    });
    await watch(ctx, `gate:${gateId}`, await watchedBy(ctx, version, evidence));
    return {
      result: { gateId, round, moved },
      audit: {
        action: "gate.refresh",
        subject: `gate:${gateId}`,
        name: gateName(model.name, gate.version, gate.stage),
        before: { round: gate.round, evidence: last.digest },
        after: { round, evidence: digest, moved },
      },
    };
  },
});

/** A gate keeps its policy, unless the model was put into another tier meanwhile: then that tier's rules hold. */
async function policyNow(ctx: WriteCtx, { gate, model }: LockedGate) {
  const tier: PolicyTier = model.tier ?? "unclassified";
  if (tier === gate.tier) return { tier, revision: gate.policyRevision, content: gate.policy };
  return getPolicy(ctx, tier, gate.stage);
}

function causeOf(moved: { path: string }[]): string {
  const [first] = moved;
  if (!first) return "Other rules apply";
  const more = moved.length - 1;
  return `Evidence changed: ${first.path}${more > 0 ? ` and ${more} more` : ""}`;
}
