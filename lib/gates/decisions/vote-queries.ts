import "server-only";
import { and, desc, eq } from "drizzle-orm";

import { gates, gateVotes } from "@/drizzle/schema/gates";
import { requirePermission } from "@/lib/auth/permissions";
import type { Role } from "@/lib/auth/rules";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import type { VoteChoice } from "@/lib/gates/rules";
import type { Stage } from "@/lib/registry/rules";

export type CastBallot = {
  gateId: string;
  stage: Stage;
  round: number;
  voterId: string;
  voterName: string;
  role: Role;
  choice: VoteChoice;
  reason: string;
  castAt: Date;
};

/** Every vote ever cast about a version, newest first. */
export async function votesOfVersion(
  ctx: ReadCtx,
  modelId: string,
  version: number,
): Promise<CastBallot[]> {
  requirePermission(ctx.actor, "gate:read");
  return (ctx.tx ?? db)
    .select({
      gateId: gateVotes.gateId,
      stage: gates.stage,
      round: gateVotes.round,
      voterId: gateVotes.voterId,
      voterName: gateVotes.voterName,
      role: gateVotes.role,
      choice: gateVotes.choice,
      reason: gateVotes.reason,
      castAt: gateVotes.castAt,
    })
    .from(gateVotes)
    .innerJoin(
      gates,
      and(eq(gates.workspaceId, gateVotes.workspaceId), eq(gates.id, gateVotes.gateId)),
    )
    .where(
      and(
        eq(gateVotes.workspaceId, ctx.actor.workspaceId),
        eq(gates.modelId, modelId),
        eq(gates.version, version),
      ),
    )
    .orderBy(desc(gateVotes.castAt))
    .limit(200);
}
