import "server-only";
import { findAccount } from "@/lib/auth/identity/identity-queries";
import { joinInput } from "@/lib/auth/inputs";
import { addMember, takeInvitation } from "@/lib/auth/take-invitation";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";

/** A signed-in person accepts an invitation to their own address. The transport names them from their session. */
export const joinByInvitation = command({
  permission: "guest:join",
  input: joinInput,
  run: async (ctx, { token, userId }) => {
    const person = await findAccount(userId, ctx.tx);
    if (!person) throw new Refusal("unauthenticated", "Sign in first.");
    const { id: invitationId, email, roles } = await takeInvitation(ctx, token);
    if (person.email !== email)
      throw new Refusal("forbidden", `This invitation is for ${email}. Sign in as that person.`);
    await addMember(ctx, userId, roles);
    return {
      result: { userId, email },
      audit: {
        action: "member.join",
        subject: `member:${userId}`,
        name: person.name,
        after: { email, roles, invitation: invitationId },
      },
    };
  },
});
