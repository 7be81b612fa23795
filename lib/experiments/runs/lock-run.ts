import "server-only";
import { and, eq } from "drizzle-orm";

import { runs } from "@/drizzle/schema/experiments";
import type { WriteCtx } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { runMissing } from "@/lib/experiments/runs/run-queries";

export type LockedRun = typeof runs.$inferSelect;

/** Step: the run, held against concurrent change until the transaction ends. Throws `missing`. */
export async function lockRun(ctx: WriteCtx, id: string): Promise<LockedRun> {
  const [run] = await ctx.tx
    .select()
    .from(runs)
    .where(and(eq(runs.workspaceId, ctx.workspaceId), eq(runs.id, id)))
    .for("no key update");
  if (!run) throw runMissing(id);
  return run;
}

export async function lockActiveRun(ctx: WriteCtx, id: string): Promise<LockedRun> {
  const run = await lockRun(ctx, id);
  if (run.lifecycle !== "active") throw runInactive(id);
  return run;
}

export function runInactive(id: string): Refusal {
  return new Refusal(
    "invalid",
    `The run ${id} must be in the 'active' state. Current state is deleted.`,
  );
}
