import "server-only";
import { z } from "zod";

import { clearAttempt, countAttempt } from "@/lib/auth/identity/attempts";
import { findAccountByEmail, listWorkspacesOf } from "@/lib/auth/identity/identity-queries";
import { verifyPassword } from "@/lib/auth/identity/passwords";

const credentials = z.object({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .min(1)
    .max(254)
    .regex(/^\P{C}*$/u),
  password: z.string().min(1).max(200),
  address: z.string().max(200),
  device: z.string().max(100).optional(),
});

export type SignIn =
  | { kind: "signed in"; session: { id: string; epoch: number } }
  | { kind: "refused"; reason: string };

const refused = (reason: string): SignIn => ({ kind: "refused", reason });

/** Refuses with `wrong`, with `limited` after too many attempts, or `deactivated` once the password was right. */
export async function signInByPassword(given: unknown, now: Date): Promise<SignIn> {
  const parsed = credentials.safeParse(given);
  if (!parsed.success) return refused("wrong");
  const { email, password, address, device } = parsed.data;
  const attempt = { email, address, device };
  if (!(await countAttempt(attempt, now))) return refused("limited");
  const account = await findAccountByEmail(email);
  if (!(await verifyPassword(password, account?.passwordHash)) || !account) return refused("wrong");
  await clearAttempt(attempt, now);
  if (await deactivatedEverywhere(account.id)) return refused("deactivated");
  return { kind: "signed in", session: { id: account.id, epoch: account.sessionEpoch } };
}

export async function deactivatedEverywhere(userId: string): Promise<boolean> {
  const mine = await listWorkspacesOf(userId);
  return mine.length > 0 && mine.every(({ active }) => !active);
}
