import "server-only";
import { and, eq } from "drizzle-orm";

import { invitations, users, workspaces } from "@/drizzle/schema/auth";
import { parseInvitationToken } from "@/lib/auth/identity/tokens";
import type { InvitationState, Role } from "@/lib/auth/rules";
import { db } from "@/lib/db/client";

export type OpenInvitation = {
  email: string;
  roles: Role[];
  workspace: { slug: string; name: string };
  invitedByName: string;
  state: InvitationState;
  /** Whether the address has an account already. */
  hasAccount: boolean;
};

/** What the holder of a token may know of their invitation: the token itself is the right to ask. */
export async function findInvitationByToken(
  token: string,
  now: Date,
): Promise<OpenInvitation | undefined> {
  const parsed = parseInvitationToken(token);
  if (!parsed) return undefined;
  const [row] = await db
    .select({ invitation: invitations, workspace: workspaces, invitedByName: users.name })
    .from(invitations)
    .innerJoin(workspaces, eq(workspaces.id, invitations.workspaceId))
    .innerJoin(users, eq(users.id, invitations.invitedById))
    .where(
      and(
        eq(invitations.workspaceId, parsed.workspaceId),
        eq(invitations.tokenHash, parsed.secretHash),
      ),
    );
  if (!row || row.invitation.revokedAt) return undefined;
  const { email, roles, acceptedAt, expiresAt } = row.invitation;
  const [account] = await db.select({ id: users.id }).from(users).where(eq(users.email, email));
  return {
    email,
    roles,
    workspace: { slug: row.workspace.slug, name: row.workspace.name },
    invitedByName: row.invitedByName,
    state: acceptedAt ? "accepted" : expiresAt <= now ? "expired" : "open",
    hasAccount: account !== undefined,
  };
}
