import "server-only";
import { and, eq, isNull } from "drizzle-orm";

import { invitations } from "@/drizzle/schema/auth";
import { invitationInput } from "@/lib/auth/inputs";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";

export const revokeInvitation = command({
  permission: "member:write",
  input: invitationInput,
  run: async ({ tx, workspaceId, now }, { invitationId }) => {
    const [revoked] = await tx
      .update(invitations)
      .set({ revokedAt: now })
      .where(
        and(
          eq(invitations.workspaceId, workspaceId),
          eq(invitations.id, invitationId),
          isNull(invitations.acceptedAt),
          isNull(invitations.revokedAt),
        ),
      )
      .returning({ email: invitations.email });
    if (!revoked) throw new Refusal("missing", "There is no such open invitation.");
    return {
      result: { invitationId },
      audit: {
        action: "member.revoke_invitation",
        subject: `invitation:${invitationId}`,
        name: revoked.email,
        after: { revokedAt: now },
      },
    };
  },
});
