import "server-only";
import { and, eq, isNull } from "drizzle-orm";

import { aliases, versions } from "@/drizzle/schema/registry";
import type { WriteCtx } from "@/lib/command";
import type { LockedGate } from "@/lib/gates/lock-queries";
import { moveStage } from "@/lib/registry/move-stage";
import { dropAlias, pointAlias } from "@/lib/registry/point-alias";
import type { VersionRecord } from "@/lib/registry/queries";
import { championAlias } from "@/lib/registry/rules";

type Approved = {
  gate: LockedGate["gate"];
  model: LockedGate["model"];
  version: VersionRecord;
  reason: string;
};

/** What a promotion changed, for the audit entry of the vote that caused it. */
export type Promotion = { before: object; after: object };

/** Carries out a go: stage, champion alias and the superseded version move together or not at all. */
export async function promoteVersion(ctx: WriteCtx, approved: Approved): Promise<Promotion> {
  const { gate, model, version, reason } = approved;
  const step = { modelId: model.id, gateId: gate.id, reason };
  const superseded =
    gate.stage === "production" ? await servingBesides(ctx, model.id, version.version) : [];
  for (const number of superseded)
    await moveStage(ctx, {
      ...step,
      version: number,
      to: "staging",
      cause: "superseded",
      reason: `Superseded by version ${version.version}`,
    });
  await moveStage(ctx, { ...step, version: version.version, to: gate.stage, cause: "gate" });

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

/** Versions in production other than this one; more than one only where stages were set by hand. */
export async function servingBesides(
  ctx: WriteCtx,
  modelId: string,
  version: number,
): Promise<number[]> {
  const serving = await ctx.tx
    .select({ version: versions.version })
    .from(versions)
    .where(
      and(
        eq(versions.workspaceId, ctx.workspaceId),
        eq(versions.modelId, modelId),
        eq(versions.stage, "production"),
        isNull(versions.deletedAt),
      ),
    );
  return serving.map((row) => row.version).filter((number) => number !== version);
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
