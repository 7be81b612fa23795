import "server-only";
import { users } from "@/drizzle/schema/auth";
import { findAccountByEmail } from "@/lib/auth/identity/identity-queries";
import { findInvitationByToken } from "@/lib/auth/identity/invitation-queries";
import { hashPassword } from "@/lib/auth/identity/passwords";
import { acceptInput } from "@/lib/auth/inputs";
import { addMember, takeInvitation } from "@/lib/auth/take-invitation";
import { command } from "@/lib/command";
import { uuidv7 } from "@/lib/db/ids";
import { Refusal } from "@/lib/errors";

/** Makes an account for the invited address and a member of it. */
export const acceptInvitation = command({
  permission: "guest:join",
  input: acceptInput,
  /** Only who holds an invitation is worth a hash; whether it is still open is for the transaction to say. */
  before: async ({ now }, { token, password }) =>
    (await findInvitationByToken(token, now)) ? hashPassword(password) : "",
  run: async (ctx, { token, name }, passwordHash) => {
    const { id: invitationId, email, roles } = await takeInvitation(ctx, token);
    if (await findAccountByEmail(email, ctx.tx)) throw accountThere(email);
    const id = uuidv7(ctx.now.getTime());
    const made = await ctx.tx
      .insert(users)
      .values({ id, name, email, passwordHash, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: users.id });
    if (made.length === 0) throw accountThere(email);
    await addMember(ctx, id, roles);
    return {
      result: { userId: id, email },
      audit: {
        action: "member.join",
        subject: `member:${id}`,
        name,
        after: { email, roles, invitation: invitationId },
      },
    };
  },
});

const accountThere = (email: string) =>
  new Refusal("taken", `${email} has an account already. Sign in with it, then accept.`);
