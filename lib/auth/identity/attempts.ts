import "server-only";
import { createHash } from "node:crypto";

import { sqlClient } from "@/lib/db/client";

const windowMs = 15 * 60 * 1000;

/** Failures allowed per window. An office behind one address shares its limit, so it is the wider one. */
export const attemptLimits = { account: 10, address: 60 } as const;

export type Attempt = { email: string; address: string };

/**
 * Counts an attempt before the password is looked at, so that parallel guesses cannot slip past the limit; false
 * when there have been too many. `clearAttempt` takes it back when the password was right.
 * Counters, not product data: they need no audit entry and outlive a refused sign-in, so they stand outside commands.
 */
export async function countAttempt(attempt: Attempt, now: Date): Promise<boolean> {
  const [account, address] = subjects(attempt);
  const start = new Date(now.getTime() - windowMs).toISOString();
  const at = now.toISOString();
  const rows = await sqlClient<{ subject: string; failures: number }[]>`
    insert into sign_in_attempts as a (subject, window_start, failures)
    values (${account}, ${at}::timestamptz, 1), (${address}, ${at}::timestamptz, 1)
    on conflict (subject) do update set
      failures = case when a.window_start < ${start}::timestamptz then 1 else a.failures + 1 end,
      window_start = case when a.window_start < ${start}::timestamptz
        then ${at}::timestamptz else a.window_start end
    returning subject, failures`;
  return rows.every(
    ({ subject, failures }) =>
      failures <= (subject === account ? attemptLimits.account : attemptLimits.address),
  );
}

/** Takes an attempt back, and with it every counter whose window is over. */
export async function clearAttempt(attempt: Attempt, now: Date): Promise<void> {
  const [account, address] = subjects(attempt);
  const start = new Date(now.getTime() - windowMs).toISOString();
  await sqlClient`
    delete from sign_in_attempts
    where subject = ${account} or window_start < ${start}::timestamptz`;
  await sqlClient`
    update sign_in_attempts set failures = greatest(failures - 1, 0) where subject = ${address}`;
}

/** Hashed, so the table holds no list of addresses and of mistyped accounts (which may be passwords). */
function subjects({ email, address }: Attempt): [account: string, address: string] {
  return [`account:${hash(email)}`, `address:${hash(address)}`];
}

function hash(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("base64url");
}
