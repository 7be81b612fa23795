import "server-only";
import { createHash } from "node:crypto";
import { isIPv6 } from "node:net";

import { sqlClient } from "@/lib/db/client";

const windowMs = 15 * 60 * 1000;

/**
 * Failures allowed per window. Somebody at one address may fail ten times at one account, and sixty times in all: an
 * office behind one address shares that. However many addresses guess at an account, from ones it was never signed in
 * from they get a hundred tries, and then one in a while: nobody can close it to its owner.
 */
export const attemptLimits = { pair: 10, address: 60, account: 100 } as const;

/** Beyond its limit an account takes one try in this time from addresses that it does not know. */
const pauseMs = 5000;

/** How long an address is known after somebody signed in from it. */
const knownMs = 30 * 24 * 60 * 60 * 1000;

/** `device` names a browser that this account signed in with before: it has tries of its own. */
export type Attempt = { email: string; address: string; device?: string | undefined };

/**
 * Counts an attempt before the password is looked at, so that parallel guesses cannot slip past the limit; false
 * when there have been too many. `clearAttempt` takes it back when the password was right.
 * Counters, not product data: they need no audit entry and outlive a refused sign-in, so they stand outside commands.
 */
export async function countAttempt(attempt: Attempt, now: Date): Promise<boolean> {
  const { pair, address, account, known } = subjects(attempt);
  const mine = attempt.device === undefined ? [pair, address, account] : [pair];
  const start = before(now, windowMs);
  const at = now.toISOString();
  const rows = await sqlClient<{ subject: string; failures: number }[]>`
    insert into sign_in_attempts as a (subject, window_start, failures)
    select s, ${at}::timestamptz, 1 from unnest(${mine}::text[]) s order by s
    on conflict (subject) do update set
      failures = case when a.window_start < ${start}::timestamptz then 1 else a.failures + 1 end,
      window_start = case when a.window_start < ${start}::timestamptz
        then ${at}::timestamptz else a.window_start end
    returning subject, failures`;
  const failures = new Map(rows.map((row) => [row.subject, row.failures]));
  if ((failures.get(pair) ?? 0) > attemptLimits.pair) return false;
  if ((failures.get(address) ?? 0) > attemptLimits.address) return false;
  if ((failures.get(account) ?? 0) <= attemptLimits.account) return true;
  return (await isKnown(known, now)) || firstInAWhile(account, now);
}

async function isKnown(known: string, now: Date): Promise<boolean> {
  const rows = await sqlClient`
    select from sign_in_attempts
    where subject = ${known} and window_start > ${before(now, knownMs)}::timestamptz`;
  return rows.length > 0;
}

async function firstInAWhile(account: string, now: Date): Promise<boolean> {
  const rows = await sqlClient`
    insert into sign_in_attempts as a (subject, window_start, failures)
    values (${`pause ${account}`}, ${now.toISOString()}::timestamptz, 0)
    on conflict (subject) do update set window_start = excluded.window_start
      where a.window_start <= ${before(now, pauseMs)}::timestamptz
    returning subject`;
  return rows.length > 0;
}

/** Takes an attempt back, and with it every counter whose window is over. The address is known from now on. */
export async function clearAttempt(attempt: Attempt, now: Date): Promise<void> {
  const { pair, address, account, known } = subjects(attempt);
  await sqlClient`
    delete from sign_in_attempts where subject = ${pair}
      or (window_start < ${before(now, windowMs)}::timestamptz and not starts_with(subject, 'known:'))
      or window_start < ${before(now, knownMs)}::timestamptz`;
  await sqlClient`
    insert into sign_in_attempts (subject, window_start, failures)
    values (${known}, ${now.toISOString()}::timestamptz, 0)
    on conflict (subject) do update set window_start = excluded.window_start`;
  if (attempt.device !== undefined) return;
  await sqlClient`
    update sign_in_attempts set failures = greatest(failures - 1, 0)
    where subject in (${address}, ${account})`;
}

const before = (now: Date, ms: number): string => new Date(now.getTime() - ms).toISOString();

/** Hashed, so the table holds no list of addresses and of mistyped accounts (which may be passwords). */
function subjects({ email, address, device }: Attempt) {
  const from = hash(network(address));
  const whom = hash(email);
  return {
    pair: device === undefined ? `pair:${whom}:${from}` : `device:${whom}:${hash(device)}`,
    address: `address:${from}`,
    account: `account:${whom}`,
    known: `known:${whom}:${from}`,
  };
}

/** Whoever has one address of version 6 has the 2^64 beside it. */
function network(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const parts = head === "" ? [] : head.split(":");
  const rest = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: Math.max(0, 8 - parts.length - rest.length) }, () => "0");
  return [...parts, ...zeros, ...rest]
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, "").toLowerCase())
    .join(":");
}

function hash(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("base64url");
}
