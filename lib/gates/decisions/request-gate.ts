import "server-only";
import { and, eq } from "drizzle-orm";

import { gateRounds, gates } from "@/drizzle/schema/gates";
import { byWhom } from "@/lib/auth/rules";
import { command, type WriteCtx } from "@/lib/command";
import { uuidv7 } from "@/lib/db/ids";
import { Refusal } from "@/lib/errors";
import { digestOf } from "@/lib/evidence/digest";
import { contributorsUnder } from "@/lib/evidence/queries";
import { watch } from "@/lib/evidence/watch";
import { nextStages, type Quorum } from "@/lib/gates/decisions/decision";
import { vacantSeats } from "@/lib/gates/decisions/standing-queries";
import { gateName } from "@/lib/gates/gate-name";
import { RequestGate } from "@/lib/gates/inputs";
import { judge } from "@/lib/gates/policies/judge";
import { getPolicy } from "@/lib/gates/policies/queries";
import { authorOf, gatherEvidence, watchedBy } from "@/lib/gates/rounds/evidence-queries";
import { readsOfPolicy } from "@/lib/gates/rounds/stored-evidence";
import type { PolicyTier } from "@/lib/gates/rules";
import { lockModel } from "@/lib/registry/lock-model";
import { getVersion } from "@/lib/registry/queries";
import type { Stage } from "@/lib/registry/rules";

/** Opens a gate: freezes the policy in force, gathers the evidence and judges it for the first time. */
export const requestGate = command({
  permission: "gate:request",
  input: RequestGate,
  async run(ctx, { model: name, version: number, stage, note }) {
    const { tx, actor, now, workspaceId } = ctx;
    const model = await lockModel(ctx, name);
    const version = await getVersion(ctx, name, number);
    refuseWrongOrder(name, number, version.stage, stage);
    await refuseSecond(ctx, model.id, number, stage);

    const policy = await getPolicy(ctx, model.tier ?? "unclassified", stage);
    const gathered = await gatherEvidence(ctx, version);
    const { evidence } = gathered;
    const reads = readsOfPolicy(policy.content);
    const digest = digestOf(evidence, reads);
    const requester = byWhom(actor);
    const id = uuidv7(now.getTime());
    const authorId = await authorOf(ctx, version);
    await tx.insert(gates).values({
      workspaceId,
      id,
      modelId: model.id,
      version: number,
      stage,
      tier: policy.tier,
      policyRevision: policy.revision,
      policy: policy.content,
      servingVersion: evidence.serving.present ? evidence.serving.version : null,
      authorId,
      requestedById: requester.id,
      requestedByName: requester.name,
      note,
      openedAt: now,
    });
    await tx.insert(gateRounds).values({
      workspaceId,
      gateId: id,
      round: 1,
      openedAt: now,
      cause: "Gate requested",
      evidence,
      reads,
      digest,
      checks: judge(policy.content, gathered),
    });
    await watch(ctx, `gate:${id}`, await watchedBy(ctx, version, evidence));
    const { quorum } = policy.content;
    const vacant = await vacantFor(ctx, id, { quorum, barred: [requester.id, authorId] });
    return {
      result: { gateId: id, round: 1, status: "open" as const, vacant },
      audit: {
        action: "gate.request",
        subject: `gate:${id}`,
        name: gateName(name, number, stage),
        before: { stage: version.stage },
        after: { model: name, version: number, stage, ...rulesOf(policy), evidence: digest, note },
      },
    };
  },
});

function refuseWrongOrder(name: string, version: number, from: Stage, to: Stage): void {
  if (from === to) throw new Refusal("invalid", `${name} version ${version} is in ${to} already.`);
  if (nextStages(from).includes(to)) return;
  const allowed = nextStages(from).join(" or ");
  throw new Refusal(
    "invalid",
    allowed
      ? `${name} version ${version} is ${from}: from there it can ask for ${allowed}, not ${to}.`
      : `${name} version ${version} is retired. Register a new version instead.`,
    { stage: [allowed ? `Ask for ${allowed}.` : "A retired version cannot move."] },
  );
}

const rulesOf = ({ tier, revision }: { tier: PolicyTier; revision: number }) => ({
  tier,
  policyRevision: revision,
});

async function vacantFor(
  ctx: WriteCtx,
  gateId: string,
  { quorum, barred }: { quorum: Quorum; barred: readonly (string | null)[] },
): Promise<Quorum> {
  const hands = await contributorsUnder(ctx, `gate:${gateId}`);
  return vacantSeats(ctx, { quorum, barred: [...barred, ...hands.map(({ id }) => id)] });
}

async function refuseSecond(
  ctx: WriteCtx,
  modelId: string,
  version: number,
  stage: Stage,
): Promise<void> {
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
    );
  if (open) throw new Refusal("taken", `A gate for this step is open already: ${open.id}.`);
}
