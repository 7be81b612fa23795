import "server-only";
import { and, eq } from "drizzle-orm";

import { invitations, memberships } from "@/drizzle/schema/auth";
import { parseInvitationToken } from "@/lib/auth/identity/tokens";
import type { Role } from "@/lib/auth/rules";
import type { WriteCtx } from "@/lib/command";
import { Refusal } from "@/lib/errors";

/** Takes the invitation behind a token for this transaction alone; it can be accepted once. */
export async function takeInvitation(ctx: WriteCtx, token: string) {
  const secretHash = parseInvitationToken(token)?.secretHash ?? "";
  const here = and(
    eq(invitations.workspaceId, ctx.workspaceId),
    eq(invitations.tokenHash, secretHash),
  );
  const [invitation] = await ctx.tx.select().from(invitations).where(here).for("update");
  if (!invitation || invitation.revokedAt)
    throw new Refusal("missing", "This invitation is not valid. Ask for a new one.");
  if (invitation.acceptedAt)
    throw new Refusal("outdated", "This invitation has been used already. Sign in instead.");
  if (invitation.expiresAt <= ctx.now)
    throw new Refusal("outdated", "This invitation has expired. Ask for a new one.");
  await ctx.tx.update(invitations).set({ acceptedAt: ctx.now }).where(here);
  return invitation;
}

/** Makes someone a member, unless they are one: an invitation never changes roles that were given since. */
export async function addMember(ctx: WriteCtx, userId: string, roles: Role[]): Promise<void> {
  const added = await ctx.tx
    .insert(memberships)
    .values({ workspaceId: ctx.workspaceId, userId, roles, createdAt: ctx.now })
    .onConflictDoNothing()
    .returning({ userId: memberships.userId });
  if (added.length === 0) throw new Refusal("taken", "You are a member of this workspace already.");
}
