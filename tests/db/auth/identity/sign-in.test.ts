import { eq } from "drizzle-orm";
import { expect, test } from "vitest";

import { users } from "@/drizzle/schema/auth";
import { changePassword } from "@/lib/auth/change-password";
import { deactivateMember } from "@/lib/auth/deactivate-member";
import { attemptLimits, countAttempt } from "@/lib/auth/identity/attempts";
import { hashPassword } from "@/lib/auth/identity/passwords";
import { signInByPassword } from "@/lib/auth/identity/sign-in";
import { db } from "@/lib/db/client";
import { uuidv7 } from "@/lib/db/ids";
import { makeWorkspace, type UserActor } from "@/tests/support/workspace";

const password = "a long enough password";

const wrong = { kind: "refused", reason: "wrong" };
const limited = { kind: "refused", reason: "limited" };
const signedIn = { kind: "signed in" };

async function withPassword(person: UserActor): Promise<UserActor> {
  const passwordHash = await hashPassword(password);
  await db.update(users).set({ passwordHash }).where(eq(users.id, person.id));
  return person;
}

const signIn = (email: string, given: string, address = uuidv7(), now = new Date()) =>
  signInByPassword({ email, password: given, address }, now);

test("the right password signs in, in whatever case the address is typed", async () => {
  const { member } = await makeWorkspace();
  const person = await withPassword(await member(["viewer"]));
  expect(await signIn(` ${person.email.toUpperCase()} `, password)).toEqual({
    kind: "signed in",
    session: { id: person.id, epoch: 0 },
  });
  expect(await signIn(person.email, `${password}.`)).toEqual(wrong);
  expect(await signIn("nobody@test.example", password)).toEqual(wrong);
  expect(await signIn(person.email, "")).toEqual(wrong);
});

test("an account is closed after ten failures to the address they came from, and opens again after a while", async () => {
  const { member } = await makeWorkspace();
  const person = await withPassword(await member(["viewer"]));
  const now = new Date();
  const guessing = uuidv7();
  for (let failure = 0; failure < attemptLimits.pair; failure++)
    await countAttempt({ email: person.email, address: guessing }, now);
  await expect(signIn(person.email, password, guessing, now)).resolves.toEqual(limited);
  // its owner is somewhere else
  expect(await signIn(person.email, password, uuidv7(), now)).toMatchObject(signedIn);
  const later = new Date(now.getTime() + 16 * 60 * 1000);
  expect(await signIn(person.email, password, guessing, later)).toMatchObject(signedIn);
});

test("nobody locks a colleague out from their own address: a browser they signed in with has tries of its own", async () => {
  const { member } = await makeWorkspace();
  const person = await withPassword(await member(["viewer"]));
  const office = uuidv7();
  const now = new Date();
  for (let failure = 0; failure < attemptLimits.address + 5; failure++)
    await countAttempt({ email: person.email, address: office }, now);
  expect(await signIn(person.email, password, office, now)).toEqual(limited);
  const known = { email: person.email, password, address: office, device: "their browser" };
  expect(await signInByPassword(known, now)).toMatchObject(signedIn);
  // which is no way to guess without end either
  for (let failure = 0; failure < attemptLimits.pair; failure++)
    expect(await signInByPassword({ ...known, password: "wrong" }, now)).toEqual(wrong);
  expect(await signInByPassword(known, now)).toEqual(limited);
});

test("guesses from many addresses are slowed down, and close the account to no address that it knows", async () => {
  const { member } = await makeWorkspace();
  const person = await withPassword(await member(["viewer"]));
  const home = uuidv7();
  const now = new Date();
  expect(await signIn(person.email, password, home, now)).toMatchObject(signedIn);
  const guess = (at: Date) => countAttempt({ email: person.email, address: uuidv7() }, at);
  for (let failure = 0; failure < attemptLimits.account; failure++)
    expect(await guess(now)).toBe(true);
  expect(await guess(now)).toBe(true);
  expect(await guess(now)).toBe(false);
  expect(await signIn(person.email, password, home, now)).toMatchObject(signedIn);
  // one in a while goes on, so that somebody at a new place gets in too
  const later = new Date(now.getTime() + 5000);
  expect(await signIn(person.email, password, uuidv7(), later)).toMatchObject(signedIn);
  expect(await guess(later)).toBe(false);
});

test("addresses of one network of version 6 are one", async () => {
  const email = `${uuidv7()}@test.example`;
  const now = new Date();
  for (let n = 0; n < attemptLimits.pair; n++)
    expect(await countAttempt({ email, address: `2001:db8:0:7::${n}` }, now)).toBe(true);
  expect(await countAttempt({ email, address: "2001:0db8::0007:1:2:3:4" }, now)).toBe(false);
  expect(await countAttempt({ email, address: "2001:db8:0:8::1" }, now)).toBe(true);
});

test("an address is closed after many failures over many accounts", async () => {
  const address = uuidv7();
  const now = new Date();
  for (let failure = 0; failure < attemptLimits.address; failure++)
    await countAttempt({ email: `${uuidv7()}@test.example`, address }, now);
  await expect(signIn(`${uuidv7()}@test.example`, password, address, now)).resolves.toEqual({
    kind: "refused",
    reason: "limited",
  });
});

test("right passwords are not counted as failures", async () => {
  const { member } = await makeWorkspace();
  const person = await withPassword(await member(["viewer"]));
  const address = uuidv7();
  for (let time = 0; time < attemptLimits.pair + 2; time++)
    expect(await signIn(person.email, password, address)).toMatchObject({ kind: "signed in" });
});

test("an account deactivated everywhere does not sign in", async () => {
  const { admin, member } = await makeWorkspace();
  const person = await withPassword(await member(["viewer"]));
  await deactivateMember({ actor: admin, now: new Date() }, { userId: person.id });
  await expect(signIn(person.email, password)).resolves.toEqual({
    kind: "refused",
    reason: "deactivated",
  });
  expect(await signIn(person.email, "wrong password")).toEqual(wrong);
});

test("changing a password needs the current one and ends every session", async () => {
  const { member } = await makeWorkspace();
  const person = await withPassword(await member(["viewer"]));
  const ctx = { actor: person, now: new Date() };
  await expect(
    changePassword(ctx, { current: "not it at all", password: "another long password" }),
  ).rejects.toMatchObject({ code: "invalid", fields: { current: expect.any(Array) } });
  await expect(changePassword(ctx, { current: password, password: "short" })).rejects.toMatchObject(
    { code: "invalid" },
  );
  await changePassword(ctx, { current: password, password: "another long password" });
  expect(await signIn(person.email, "another long password")).toEqual({
    kind: "signed in",
    session: { id: person.id, epoch: 1 },
  });
  expect(await signIn(person.email, password)).toEqual(wrong);
});
