import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";

import { apiKeys } from "@/drizzle/schema/auth";
import { authEndpoints } from "@/lib/auth/endpoints";
import { db } from "@/lib/db/client";
import {
  answerOf,
  byKey,
  byNobody,
  bySession,
  refusalOf,
  unanswered,
  type Client,
} from "@/tests/support/rest";
import { makeWorkspace, type TestWorkspace } from "@/tests/support/workspace";

let ws: TestWorkspace;
let admin: Client;

beforeAll(async () => {
  ws = await makeWorkspace();
  admin = await bySession(ws, ws.admin);
});

test("a person and a key are told who they are and what they may", async () => {
  const person = await answerOf(admin, authEndpoints.me);
  expect(person).toMatchObject({ kind: "user", id: ws.admin.id, roles: ["admin"] });
  const key = await answerOf(await byKey(ws, ws.admin, ["read"]), authEndpoints.me);
  expect(key).toMatchObject({ kind: "machine", scopes: ["read"], name: ws.admin.name });
  expect(key.permissions).not.toContain("member:write");
  expect(person.permissions).toContain("member:write");
});

test("members are read, changed, sent away and taken back", async () => {
  const { id: userId } = await ws.member(["viewer"]);
  const roles = ["engineer", "auditor"];
  expect((await answerOf(admin, authEndpoints.listMembers)).members).toHaveLength(2);
  await answerOf(admin, authEndpoints.changeRoles, { userId, roles });
  await answerOf(admin, authEndpoints.deactivateMember, { userId });
  const member = await answerOf(admin, authEndpoints.getMember, { userId });
  expect(member).toMatchObject({ roles, active: false, signsInWith: "neither" });
  expect(member.joinedAt).toBeInstanceOf(Date);
  await answerOf(admin, authEndpoints.reactivateMember, { userId });
});

test("an invitation is made, listed, revoked and accepted", async () => {
  const email = "invited@test.example";
  const first = await answerOf(admin, authEndpoints.inviteMember, { email, roles: ["viewer"] });
  const { invitations } = await answerOf(admin, authEndpoints.listInvitations);
  expect(invitations).toMatchObject([{ id: first.id, email }]);
  await answerOf(admin, authEndpoints.revokeInvitation, { invitationId: first.id });
  const person = { name: "Invited person", password: "a long enough password" };
  const other = `${ws.slug}@test.example`;
  const { token } = await answerOf(admin, authEndpoints.inviteMember, {
    email: other,
    roles: ["viewer"],
  });
  expect(
    await answerOf(byNobody, authEndpoints.acceptInvitation, { token, ...person }),
  ).toMatchObject({ email: other });
  expect(
    await refusalOf(byNobody, authEndpoints.acceptInvitation, { token: first.token, ...person }),
  ).toMatchObject({ status: 404, code: "missing" });
});

test("keys are listed as what they are: active, expired or revoked", async () => {
  const make = (name: string, expiresInDays: number | null) =>
    answerOf(admin, authEndpoints.createKey, { name, scopes: ["read"], expiresInDays });
  await make("lasting", null);
  const expired = await make("expired", 1);
  const revoked = await make("revoked", 1);
  await db
    .update(apiKeys)
    .set({ expiresAt: new Date(0) })
    .where(eq(apiKeys.id, expired.id));
  await answerOf(admin, authEndpoints.revokeKey, { keyId: revoked.id });
  const { keys } = await answerOf(admin, authEndpoints.listKeys);
  const status = Object.fromEntries(keys.map((key) => [key.name, key.status]));
  expect(status).toMatchObject({ lasting: "active", expired: "expired", revoked: "revoked" });
});

test("what is wrong is refused in one form", async () => {
  const viewer = await byKey(ws, await ws.member(["viewer"]));
  expect(await refusalOf(byNobody, authEndpoints.listMembers)).toMatchObject({ status: 401 });
  expect(await refusalOf(viewer, authEndpoints.listInvitations)).toMatchObject({ status: 403 });
  const userId = "0190a000-0000-7000-8000-000000000000";
  expect(await refusalOf(admin, authEndpoints.getMember, { userId })).toMatchObject({
    status: 404,
  });
  expect(
    await refusalOf(admin, authEndpoints.inviteMember, { email: "nobody", roles: ["viewer"] }),
  ).toMatchObject({ status: 400, code: "invalid", fields: { email: [expect.any(String)] } });
});

test("every endpoint has answered", () => {
  expect(unanswered(authEndpoints)).toEqual([]);
});
