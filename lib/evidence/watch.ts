import "server-only";
import { and, eq } from "drizzle-orm";

import { evidenceWatches } from "@/drizzle/schema/evidence";
import type { WriteCtx } from "@/lib/command";

export type Watched = {
  subject: string;
  /** Whether the watcher judges it, so that its contributors may not decide; else it only compares with it. */
  judged: boolean;
};

/** Step: from here on a fact about one of these subjects wakes the watcher; what it watched before is let go. */
export async function watch(
  ctx: WriteCtx,
  watcher: string,
  subjects: readonly Watched[],
): Promise<void> {
  await unwatch(ctx, watcher);
  const { workspaceId } = ctx;
  if (subjects.length > 0)
    await ctx.tx
      .insert(evidenceWatches)
      .values(subjects.map((one) => ({ workspaceId, watcher, ...one })))
      .onConflictDoNothing();
}

export async function unwatch({ tx, workspaceId }: WriteCtx, watcher: string): Promise<void> {
  await tx
    .delete(evidenceWatches)
    .where(and(eq(evidenceWatches.workspaceId, workspaceId), eq(evidenceWatches.watcher, watcher)));
}
