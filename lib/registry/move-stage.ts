import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";

import { models, stageChanges, versions } from "@/drizzle/schema/registry";
import { byWhom } from "@/lib/auth/rules";
import type { WriteCtx } from "@/lib/command";
import { uuidv7 } from "@/lib/db/ids";
import { Refusal } from "@/lib/errors";
import { sealVersion } from "@/lib/registry/approvals/seal-version";
import { modelKey } from "@/lib/registry/lock-model";
import type { Stage, StageChangeCause } from "@/lib/registry/rules";
import { sinceFirst } from "@/lib/registry/since-first";

export type StageMove = {
  modelId: string;
  version: number;
  to: Stage;
  cause: StageChangeCause;
  gateId?: string | undefined;
  reason: string;
};

/** A step of the commands that may move a version; it holds the row until they commit. */
export async function moveStage(ctx: WriteCtx, move: StageMove): Promise<{ from: Stage }> {
  const key = and(
    eq(versions.workspaceId, ctx.workspaceId),
    eq(versions.modelId, move.modelId),
    eq(versions.version, move.version),
    isNull(versions.deletedAt),
  );
  const [current] = await ctx.tx
    .select({ stage: versions.stage, artifactPath: versions.artifactPath })
    .from(versions)
    .where(key)
    .for("update");
  if (!current) throw new Refusal("missing", `No version ${move.version} of this model.`);
  const from = current.stage;
  const by = byWhom(ctx.actor);
  await ctx.tx
    .update(versions)
    .set({
      stage: move.to,
      updatedAt: ctx.now,
      ...(from === move.to ? {} : { stageSince: ctx.now }),
    })
    .where(key);
  const [model] = await ctx.tx
    .update(models)
    .set({
      updatedAt: ctx.now,
      ...(move.to === "production" ? { servedAt: sinceFirst(ctx) } : {}),
      ...(from === move.to ? {} : { lastStageChange: sql`${models.lastStageChange} + 1` }),
    })
    .where(modelKey(ctx, move.modelId))
    .returning({ seq: models.lastStageChange });
  if (!model) throw new Refusal("missing", "No such model.");
  await sealVersion(ctx, { ...move, stage: move.to, artifactPath: current.artifactPath });
  if (from !== move.to)
    await ctx.tx.insert(stageChanges).values({
      workspaceId: ctx.workspaceId,
      modelId: move.modelId,
      version: move.version,
      id: uuidv7(ctx.now.getTime()),
      seq: model.seq,
      at: ctx.now,
      fromStage: from,
      toStage: move.to,
      cause: move.cause,
      gateId: move.gateId ?? null,
      reason: move.reason,
      byId: by.id,
      byName: by.name,
    });
  return { from };
}
