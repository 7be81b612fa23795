import { expect, test } from "vitest";

import { deviceCookie, knownDevice } from "@/lib/auth/identity/device";
import { endSession } from "@/lib/auth/identity/end-session";
import { findSessionHolder, findSessionUser } from "@/lib/auth/identity/identity-queries";
import { uuidv7 } from "@/lib/db/ids";
import { makeWorkspace } from "@/tests/support/workspace";

test("signing out ends the session wherever its cookie was copied to, and no other", async () => {
  const { admin, slug } = await makeWorkspace();
  const session = { userId: admin.id, epoch: 0, sid: uuidv7() };
  const other = { ...session, sid: uuidv7() };
  expect(await findSessionHolder(session, slug)).toMatchObject({ id: admin.id });
  await endSession(session, new Date());
  expect(await findSessionHolder(session, slug)).toBeUndefined();
  expect(await findSessionUser(session)).toBeUndefined();
  expect(await findSessionHolder(other, slug)).toMatchObject({ id: admin.id });
  await endSession(session, new Date());
  expect(await findSessionUser(other)).toMatchObject({ id: admin.id });
});

test("a session that began without a name ends with all of the person's", async () => {
  const { admin } = await makeWorkspace();
  const old = { userId: admin.id, epoch: 0, sid: null };
  expect(await findSessionUser(old)).toMatchObject({ id: admin.id });
  await endSession(old, new Date());
  expect(await findSessionUser(old)).toBeUndefined();
});

test("a browser is known to the account that it signed in to, and proves it", () => {
  process.env["NEXTAUTH_SECRET"] ??= "a secret for tests that is long enough";
  const [pair = ""] = deviceCookie("Ada@Example.com ").split(";");
  expect(knownDevice(`other=1; ${pair}`, "ada@example.com")).toMatch(/^[\w-]{16}$/);
  expect(knownDevice(pair, "eve@example.com")).toBeUndefined();
  expect(knownDevice(`${pair.slice(0, -1)}A`, "ada@example.com")).toBeUndefined();
  for (const none of [undefined, "", "gatehouse.device=", "gatehouse.device=.", pair.split(".")[0]])
    expect(knownDevice(none, "ada@example.com")).toBeUndefined();
});
