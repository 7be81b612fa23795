import "server-only";
import { and, asc, eq } from "drizzle-orm";

import { gates } from "@/drizzle/schema/gates";
import { db } from "@/lib/db/client";
import { Refusal } from "@/lib/errors";
import { nextStages } from "@/lib/gates/decisions/decision";
import { withdrawGate } from "@/lib/gates/decisions/withdraw-gate";
import { getGate, type GateDetail } from "@/lib/gates/gate-queries";
import { refreshGate } from "@/lib/gates/rounds/refresh-gate";
import { eachWorkspace, type JobCtx } from "@/lib/jobs/each-workspace";

export const refreshOpenGates = eachWorkspace("refresh_gates", keepOpenGatesTrue);

/** Changed evidence begins a new round, and a gate that nothing can pass any more is withdrawn. */
export async function keepOpenGatesTrue(ctx: JobCtx): Promise<void> {
  const open = await db
    .select({ id: gates.id })
    .from(gates)
    .where(and(eq(gates.workspaceId, ctx.actor.workspaceId), eq(gates.status, "open")))
    .orderBy(asc(gates.openedAt));
  for (const { id } of open) await keepTrue(ctx, id);
}

async function keepTrue(ctx: JobCtx, gateId: string): Promise<void> {
  try {
    const detail = await getGate(ctx, gateId);
    const reason = endedBy(detail);
    if (reason) await withdrawGate(ctx, { gateId, reason });
    else if (detail.outdated.length > 0) await refreshGate(ctx, { gateId });
  } catch (error) {
    // Decided or refreshed by a person meanwhile.
    if (error instanceof Refusal && error.code !== "unavailable") return;
    throw error;
  }
}

function endedBy({ gate, version }: GateDetail): string | undefined {
  if (!version) return "The version was deleted.";
  if (nextStages(version.stage).includes(gate.stage)) return undefined;
  return `The version is now ${version.stage} and can no longer enter ${gate.stage}.`;
}
