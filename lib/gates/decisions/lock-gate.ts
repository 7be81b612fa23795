import "server-only";
import { and, asc, eq } from "drizzle-orm";

import { workspaces } from "@/drizzle/schema/auth";
import { gateRounds, gates, gateVotes } from "@/drizzle/schema/gates";
import { models } from "@/drizzle/schema/registry";
import type { WriteCtx } from "@/lib/command";
import { Refusal } from "@/lib/errors";

export type LockedGate = Awaited<ReturnType<typeof lockGate>>;

/**
 * For a decision: holds the model, then the gate, so two votes cannot both be the last one. The model's row comes first
 * everywhere and makes two gates of one model take turns, so that never two versions enter production at once.
 */
export async function lockGate(ctx: WriteCtx, gateId: string) {
  const { tx, workspaceId } = ctx;
  const here = and(eq(gates.workspaceId, workspaceId), eq(gates.id, gateId));
  const [found] = await tx.select({ modelId: gates.modelId }).from(gates).where(here);
  if (!found) throw new Refusal("missing", "No such gate.");
  const [model] = await tx
    .select()
    .from(models)
    .where(and(eq(models.workspaceId, workspaceId), eq(models.id, found.modelId)))
    .for("update");
  const [gate] = await tx.select().from(gates).where(here).for("update");
  if (!model || !gate) throw new Refusal("missing", "No such gate.");
  const [round] = await tx
    .select()
    .from(gateRounds)
    .where(
      and(
        eq(gateRounds.workspaceId, workspaceId),
        eq(gateRounds.gateId, gateId),
        eq(gateRounds.round, gate.round),
      ),
    );
  if (!round) throw new Error(`gate ${gateId} has no round ${gate.round}`);
  const votes = await tx
    .select()
    .from(gateVotes)
    .where(
      and(
        eq(gateVotes.workspaceId, workspaceId),
        eq(gateVotes.gateId, gateId),
        eq(gateVotes.round, gate.round),
      ),
    )
    .orderBy(asc(gateVotes.castAt));
  return { model, gate, round, votes };
}

/** The workspace as its address has it. */
export async function workspaceOf(ctx: WriteCtx): Promise<string> {
  const [workspace] = await ctx.tx
    .select({ slug: workspaces.slug })
    .from(workspaces)
    .where(eq(workspaces.id, ctx.workspaceId));
  return workspace?.slug ?? "";
}
