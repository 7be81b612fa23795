import "server-only";
import { and, eq } from "drizzle-orm";

import { artifactSeals } from "@/drizzle/schema/artifacts";
import type { WriteCtx } from "@/lib/command";

/** Step: from here on nothing under the folder changes. Sealed again it only says something else. */
export async function sealFolder(
  { tx, workspaceId }: WriteCtx,
  seal: { folder: string; subject: string; says: string },
): Promise<void> {
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
