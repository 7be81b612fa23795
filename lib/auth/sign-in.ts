import "server-only";
import { z } from "zod";

import { clearAttempt, countAttempt } from "@/lib/auth/attempts";
import { findAccountByEmail, listWorkspacesOf } from "@/lib/auth/identity-queries";
import { verifyPassword } from "@/lib/auth/passwords";
import { Refusal } from "@/lib/errors";

const credentials = z.object({
  email: z.string().trim().toLowerCase().min(1).max(254),
  password: z.string().min(1).max(200),
  address: z.string().max(200),
});

/**
 * The person these credentials belong to, or null. Throws an error whose message the sign-in page knows:
 * `limited` after too many attempts, `deactivated` when every workspace has deactivated the account,
 * `unavailable` when the database cannot be reached.
 */
export async function signInByPassword(
  given: unknown,
  now: Date,
): Promise<{ id: string; epoch: number } | null> {
  const parsed = credentials.safeParse(given);
  if (!parsed.success) return null;
  const { email, password, address } = parsed.data;
  try {
    await countAttempt({ email, address }, now);
  } catch (error) {
    throw new Error(error instanceof Refusal ? "limited" : "unavailable", { cause: error });
  }
  const account = await findAccountByEmail(email);
  if (!(await verifyPassword(password, account?.passwordHash)) || !account) return null;
  await clearAttempt({ email, address });
  if (await deactivatedEverywhere(account.id)) throw new Error("deactivated");
  return { id: account.id, epoch: account.sessionEpoch };
}

export async function deactivatedEverywhere(userId: string): Promise<boolean> {
  const mine = await listWorkspacesOf(userId);
  return mine.length > 0 && mine.every(({ active }) => !active);
}
