import "server-only";
import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";

import { gates } from "@/drizzle/schema/gates";
import type { Permission } from "@/lib/auth/rules";
import { db } from "@/lib/db/client";
import { Refusal } from "@/lib/errors";
import { evidenceTask } from "@/lib/evidence/rules";
import { nextStages } from "@/lib/gates/decisions/decision";
import { withdrawGate } from "@/lib/gates/decisions/withdraw-gate";
import { getGate, type GateDetail } from "@/lib/gates/gate-queries";
import { refreshGate } from "@/lib/gates/rounds/refresh-gate";
import { follow } from "@/lib/jobs/follow";
import { jobActor, type JobCtx } from "@/lib/jobs/job-actor";
import type { Task } from "@/lib/jobs/task";

const keeping = {
  name: "keep_gates_true",
  may: ["gate:read", "gate:request", "model:read", "tracking:read", "policy:read"],
} as const satisfies { name: string; may: readonly Permission[] };

/** What decisions change that an open gate rests on: its model, its run, what serves. */
export const keepGatesTrue = follow({
  ...keeping,
  on: [
    "alias.drop",
    "alias.point",
    "artifact.delete",
    "experiment.delete",
    "experiment.restore",
    "gate.vote",
    "model.classify",
    "model.delete",
    "model.describe",
    "model.rename",
    "model.rollback",
    "run.delete",
    "run.log",
    "run.restore",
    "run.untag",
    "run.update",
    "version.delete",
    "version.stage",
  ],
  run: keepOpenGatesTrue,
});

const moved = z.object({ workspaceId: z.uuid(), watcher: z.string().regex(/^gate:/) });

/** What facts change: logged metrics, uploaded files. */
export const onEvidenceMoved: Task = {
  name: evidenceTask,
  run: async (payload, now) => {
    const { workspaceId, watcher } = moved.parse(payload);
    await keepTrue({ actor: jobActor(workspaceId, keeping), now }, watcher.slice("gate:".length));
  },
};

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
