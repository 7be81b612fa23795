import "server-only";
import { and, eq, gt, isNull } from "drizzle-orm";

import { invitations, workspaces } from "@/drizzle/schema/auth";
import { db } from "@/lib/db/client";

/** The workspace that mapped roles are for: the named one, else the only one there is. */
export async function findOidcWorkspace(workspace: string | null): Promise<string | undefined> {
  const rows = await db
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(workspace === null ? undefined : eq(workspaces.slug, workspace))
    .limit(2);
  return rows.length === 1 ? rows[0]?.id : undefined;
}

/** A workspace that has an open invitation for this address. */
export async function findInvitedWorkspace(email: string, now = new Date()) {
  const [row] = await db
    .select({ id: invitations.workspaceId })
    .from(invitations)
    .where(
      and(
        eq(invitations.email, email),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
        gt(invitations.expiresAt, now),
      ),
    )
    .limit(1);
  return row?.id;
}
