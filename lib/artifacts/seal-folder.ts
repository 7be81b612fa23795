import "server-only";
import { and, eq, sql } from "drizzle-orm";

import { artifactSeals } from "@/drizzle/schema/artifacts";
import type { WriteCtx } from "@/lib/command";

/**
 * Step: whoever decides about files holds them against uploads until it commits. An upload under way is waited for and
 * then seen; one that comes later waits, and then sees the seal.
 */
export async function holdFiles({ tx, workspaceId }: WriteCtx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(files_key(${workspaceId}::uuid))`);
}

/** Step: from here on nothing under the folder changes. Sealed again it only says something else. */
export async function sealFolder(
  ctx: WriteCtx,
  seal: { folder: string; subject: string; says: string },
): Promise<void> {
  const { tx, workspaceId } = ctx;
  await holdFiles(ctx);
  await tx
    .insert(artifactSeals)
    .values({ workspaceId, ...seal })
    .onConflictDoUpdate({
      target: [artifactSeals.workspaceId, artifactSeals.folder, artifactSeals.subject],
      set: { says: seal.says },
    });
}

export async function unsealFolder({ tx, workspaceId }: WriteCtx, subject: string): Promise<void> {
  await tx
    .delete(artifactSeals)
    .where(and(eq(artifactSeals.workspaceId, workspaceId), eq(artifactSeals.subject, subject)));
}
