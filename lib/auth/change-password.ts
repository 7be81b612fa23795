import "server-only";
import { and, eq, sql } from "drizzle-orm";

import { users } from "@/drizzle/schema/auth";
import { clearAttempt, countAttempt } from "@/lib/auth/identity/attempts";
import { findAccount } from "@/lib/auth/identity/identity-queries";
import { hashPassword, verifyPassword } from "@/lib/auth/identity/passwords";
import { changePasswordInput } from "@/lib/auth/inputs";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";

/** Ends every session of the person, the asking one included, so a stolen session does not outlive the password. */
export const changePassword = command({
  permission: "profile:write",
  input: changePasswordInput,
  before: async ({ actor, now }, { current, password }) => {
    const account = actor.id === null ? undefined : await findAccount(actor.id);
    if (!account) throw new Refusal("missing", "There is no such account.");
    const { passwordHash } = account;
    if (passwordHash === null)
      throw new Refusal("forbidden", "This account signs in with single sign-on only.");
    const { email, id } = account;
    const attempt = { email, address: `password change of ${id}`, device: id };
    if (!(await countAttempt(attempt, now)))
      throw new Refusal("limited", "Too many wrong passwords. Wait a quarter of an hour.");
    if (!(await verifyPassword(current, passwordHash)))
      throw new Refusal("invalid", "The current password is not right.", {
        current: ["This is not your current password."],
      });
    await clearAttempt(attempt, now);
    return { account, passwordHash, nextHash: await hashPassword(password) };
  },
  run: async ({ tx }, _input, { account, passwordHash, nextHash }) => {
    const changed = await tx
      .update(users)
      .set({ passwordHash: nextHash, sessionEpoch: sql`${users.sessionEpoch} + 1` })
      .where(and(eq(users.id, account.id), eq(users.passwordHash, passwordHash)))
      .returning({ id: users.id });
    if (changed.length === 0)
      throw new Refusal("outdated", "The password has been changed meanwhile. Try again.");
    return {
      result: { email: account.email },
      audit: {
        action: "member.change_password",
        subject: `member:${account.id}`,
        name: account.name,
      },
    };
  },
});
