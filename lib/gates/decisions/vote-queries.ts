import "server-only";
import { and, desc, eq } from "drizzle-orm";

import { gates, gateVotes } from "@/drizzle/schema/gates";
import type { Role } from "@/lib/auth/rules";
import type { VoteChoice } from "@/lib/gates/rules";
import { query } from "@/lib/query";
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
export const votesOfVersion = query({
  permission: "gate:read",
  run: async ({ read, here }, modelId: string, version: number): Promise<CastBallot[]> =>
    read
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
      .where(and(here(gateVotes), eq(gates.modelId, modelId), eq(gates.version, version)))
      .orderBy(desc(gateVotes.castAt))
      .limit(200),
});
