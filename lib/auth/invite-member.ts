import "server-only";
import { and, eq, gt, isNull } from "drizzle-orm";

import { invitations, memberships, users } from "@/drizzle/schema/auth";
import { makeInvitationToken } from "@/lib/auth/identity/tokens";
import { daysAfter, inviteInput } from "@/lib/auth/inputs";
import { command, type WriteCtx } from "@/lib/command";
import { uuidv7 } from "@/lib/db/ids";
import { Refusal } from "@/lib/errors";
import { site } from "@/lib/paths";

/** Invites an address. The token is in this answer and nowhere else; a newer invitation replaces an open one. */
export const inviteMember = command({
  permission: "member:write",
  input: inviteInput,
  run: async (ctx, { email, roles, expiresInDays }) => {
    const { tx, actor, workspaceId, now } = ctx;
    if (actor.id === null) throw new Refusal("forbidden", "Invitations are sent by people.");
    await refuseMember(ctx, email);
    await replaceOpen(ctx, email);
    const id = uuidv7(now.getTime());
    const { secret, secretHash } = makeInvitationToken(workspaceId);
    const expiresAt = daysAfter(now, expiresInDays);
    await tx.insert(invitations).values({
      workspaceId,
      id,
      tokenHash: secretHash,
      email,
      roles,
      invitedById: actor.id,
      createdAt: now,
      expiresAt,
    });
    return {
      result: { id, email, roles, expiresAt, token: secret, path: site.invitation(secret) },
      audit: {
        action: "member.invite",
        subject: `invitation:${id}`,
        name: email,
        after: { email, roles, expiresAt },
      },
    };
  },
});

async function refuseMember({ tx, workspaceId }: WriteCtx, email: string): Promise<void> {
  const [member] = await tx
    .select({ active: memberships.active })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.workspaceId, workspaceId), eq(users.email, email)));
  if (!member) return;
  const message = member.active
    ? "This person is a member already."
    : "This person was a member and is deactivated. Reactivate them instead.";
  throw new Refusal("taken", message, { email: [message] });
}

async function replaceOpen({ tx, workspaceId, now }: WriteCtx, email: string): Promise<void> {
  await tx
    .update(invitations)
    .set({ revokedAt: now })
    .where(
      and(
        eq(invitations.workspaceId, workspaceId),
        eq(invitations.email, email),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
        gt(invitations.expiresAt, now),
      ),
    );
}
