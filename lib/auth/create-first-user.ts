import "server-only";
import { sql } from "drizzle-orm";

import { users } from "@/drizzle/schema/auth";
import { hasUsers } from "@/lib/auth/identity/identity-queries";
import type { WriteCtx } from "@/lib/command";
import { uuidv7 } from "@/lib/db/ids";
import { Refusal } from "@/lib/errors";

const setUpLock = 7_401_001;

/** Refused once anybody has an account. The lock makes two first set-ups at once wait for each other. */
export async function createFirstUser(
  ctx: WriteCtx,
  person: { name: string; email: string; passwordHash: string },
): Promise<string> {
  await ctx.tx.execute(sql`select pg_advisory_xact_lock(${setUpLock})`);
  if (await hasUsers(ctx.tx)) throw setUpAlready();
  const { name, email, passwordHash } = person;
  const id = uuidv7(ctx.now.getTime());
  await ctx.tx.insert(users).values({ id, name, email, passwordHash, createdAt: ctx.now });
  return id;
}

export const setUpAlready = () =>
  new Refusal("forbidden", "Gatehouse is set up already. Sign in, or ask for an invitation.");
