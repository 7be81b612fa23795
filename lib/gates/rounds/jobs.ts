import "server-only";
import { z } from "zod";

import type { Permission } from "@/lib/auth/rules";
import { Refusal } from "@/lib/errors";
import { evidenceTask } from "@/lib/evidence/rules";
import { nextStages } from "@/lib/gates/decisions/decision";
import { withdrawGate } from "@/lib/gates/decisions/withdraw-gate";
import { getGate, type GateDetail } from "@/lib/gates/gate-queries";
import { gatesConcerned } from "@/lib/gates/rounds/concerned-queries";
import { refreshGate } from "@/lib/gates/rounds/refresh-gate";
import { follow } from "@/lib/jobs/follow";
import { jobActor, type JobCtx } from "@/lib/jobs/job-actor";
import type { Task } from "@/lib/jobs/task";

const keeping = {
  name: "keep_gates_true",
  may: ["evidence:read", "gate:read", "gate:request", "model:read", "policy:read", "tracking:read"],
} as const satisfies { name: string; may: readonly Permission[] };

/** What decisions change that an open gate rests on: its model, its run, what serves. */
export const keepGatesTrue = follow({
  ...keeping,
  says: "Opens a new round where what a gate's checks read has moved, and withdraws gates that nothing can pass.",
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
    "version.attach_evidence",
    "version.damage",
    "version.delete",
    "version.stage",
  ],
  run: async (ctx, entry) => {
    for (const { id } of await gatesConcerned(ctx, entry)) await keepTrue(ctx, id);
  },
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

/** A new round where what the checks read has changed; a gate that nothing can pass any more is withdrawn. */
export async function keepTrue(ctx: JobCtx, gateId: string): Promise<void> {
  try {
    const detail = await getGate(ctx, gateId);
    if (detail.gate.status !== "open") return;
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
