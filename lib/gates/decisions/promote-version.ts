import "server-only";
import { and, eq } from "drizzle-orm";

import { aliases } from "@/drizzle/schema/registry";
import type { WriteCtx } from "@/lib/command";
import type { LockedGate } from "@/lib/gates/decisions/lock-gate";
import type { Evidence } from "@/lib/gates/rounds/sections";
import { recordApproval } from "@/lib/registry/approvals/record-approval";
import { moveStage } from "@/lib/registry/move-stage";
import { dropAlias, pointAlias } from "@/lib/registry/point-alias";
import type { VersionRecord } from "@/lib/registry/queries";
import { championAlias } from "@/lib/registry/rules";
import { othersIn } from "@/lib/registry/stage-queries";

type Approved = {
  gate: LockedGate["gate"];
  model: LockedGate["model"];
  version: VersionRecord;
  /** What the votes were cast on. */
  evidence: Evidence;
  reason: string;
};

/** What a promotion changed, for the audit entry of the vote that caused it. */
export type Promotion = { before: object; after: object };

/** Carries out a go: stage, champion alias and the superseded version move together or not at all. */
export async function promoteVersion(ctx: WriteCtx, approved: Approved): Promise<Promotion> {
  const { gate, model, version, evidence, reason } = approved;
  const step = { modelId: model.id, gateId: gate.id, reason };
  const superseded =
    gate.stage === "production" ? await othersIn(ctx, model.id, "production", version.version) : [];
  for (const number of superseded)
    await moveStage(ctx, {
      ...step,
      version: number,
      to: "staging",
      cause: "superseded",
      reason: `Superseded by version ${version.version}`,
    });
  await moveStage(ctx, { ...step, version: version.version, to: gate.stage, cause: "gate" });
  await recordApproval(ctx, {
    modelId: model.id,
    version: version.version,
    gateId: gate.id,
    round: gate.round,
    stage: gate.stage,
    artifactDigest: evidence.artifact.digest,
    metrics: evidence.run.metrics,
  });

  const before = await championOf(ctx, model.id);
  const after = await moveChampion(ctx, approved, before);
  return {
    before: { stage: version.stage, champion: before },
    after: { stage: gate.stage, champion: after, superseded },
  };
}

async function moveChampion(
  ctx: WriteCtx,
  { gate, model, version }: Approved,
  before: number | null,
): Promise<number | null> {
  if (gate.stage === "production") {
    await pointAlias(ctx, { modelId: model.id, alias: championAlias, version: version.version });
    return version.version;
  }
  if (gate.stage !== "retired" || before !== version.version) return before;
  await dropAlias(ctx, { modelId: model.id, alias: championAlias });
  return null;
}

export async function championOf(ctx: WriteCtx, modelId: string): Promise<number | null> {
  const [row] = await ctx.tx
    .select({ version: aliases.version })
    .from(aliases)
    .where(
      and(
        eq(aliases.workspaceId, ctx.workspaceId),
        eq(aliases.modelId, modelId),
        eq(aliases.alias, championAlias),
      ),
    );
  return row?.version ?? null;
}
