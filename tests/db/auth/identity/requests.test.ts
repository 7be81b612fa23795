import { encode } from "next-auth/jwt";
import { expect, test, vi } from "vitest";

import { changeRoles } from "@/lib/auth/change-roles";
import { deactivateMember } from "@/lib/auth/deactivate-member";
import { endSessions } from "@/lib/auth/end-sessions";
import { requestActor } from "@/lib/auth/identity/request-actor";
import { listKeys } from "@/lib/auth/queries";
import { reactivateMember } from "@/lib/auth/reactivate-member";
import { revokeKey } from "@/lib/auth/revoke-key";
import type { Actor } from "@/lib/auth/rules";
import { makeWorkspace } from "@/tests/support/workspace";

/** Settings are read once, when the product is loaded. */
const { secret, origin } = vi.hoisted(() => ({
  secret: (process.env["NEXTAUTH_SECRET"] = "a secret for tests that is long enough"),
  origin: (process.env["NEXTAUTH_URL"] = "http://gatehouse.test"),
}));

const request = (headers: Record<string, string>, method = "GET") =>
  new Request(`${origin}/api/v1/me`, { method, headers });
const bearer = (key: string) => request({ authorization: `Bearer ${key}` });
const basic = (user: string, password: string) =>
  request({ authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` });

async function cookieOf({ id }: Pick<Actor, "id">, epoch = 0, key = secret): Promise<string> {
  const token = await encode({ token: { sub: id ?? "", epoch }, secret: key, maxAge: 60 });
  return `theme=dark; next-auth.session-token=${token}`;
}

test("a key acts for its owner, as Bearer and as the Basic password", async () => {
  const { member, key, slug, workspaceId } = await makeWorkspace();
  const owner = await member(["data_scientist"]);
  const secretKey = await key(owner, ["read", "track"]);
  const expected = {
    kind: "machine",
    workspaceId,
    id: owner.id,
    roles: ["data_scientist"],
    scopes: ["read", "track"],
  };
  expect(await requestActor(bearer(secretKey), slug)).toMatchObject(expected);
  expect(await requestActor(bearer(secretKey), undefined)).toMatchObject(expected);
  expect(await requestActor(basic("anything", secretKey), slug)).toMatchObject(expected);
  expect(await requestActor(basic("", secretKey), slug)).toMatchObject(expected);
});

test("a key of another workspace sees nothing there", async () => {
  const { admin, key } = await makeWorkspace();
  const other = await makeWorkspace();
  const secretKey = await key(admin, ["read"]);
  await expect(requestActor(bearer(secretKey), other.slug)).rejects.toMatchObject({
    code: "missing",
  });
});

test("what is no valid key is refused as unauthenticated", async () => {
  const { admin, key, slug } = await makeWorkspace();
  const secretKey = await key(admin, ["read"]);
  const flipped = secretKey.slice(0, -4) + (secretKey.endsWith("AAAA") ? "BBBB" : "AAAA");
  const wrong = [
    bearer("gh_nothing"),
    bearer(flipped),
    bearer(""),
    basic("user", "password"),
    request({ authorization: "Digest x" }),
    request({ authorization: "" }),
    request({ authorization: "Basic !!!" }),
    request({}),
  ];
  for (const asked of wrong)
    await expect(requestActor(asked, slug)).rejects.toMatchObject({ code: "unauthenticated" });
});

test("a revoked key is refused from the next request on", async () => {
  const { admin, key, slug } = await makeWorkspace();
  const secretKey = await key(admin, ["read"]);
  await requestActor(bearer(secretKey), slug);
  const [made] = await listKeys({ actor: admin, now: new Date() });
  await revokeKey({ actor: admin, now: new Date() }, { keyId: made!.id });
  await expect(requestActor(bearer(secretKey), slug)).rejects.toThrow(/revoked/);
});

test("deactivation ends keys and sessions with the next request, reactivation brings them back", async () => {
  const { admin, member, key, slug } = await makeWorkspace();
  const person = await member(["engineer"]);
  const secretKey = await key(person, ["read"]);
  const session = request({ cookie: await cookieOf(person) });
  const ctx = { actor: admin, now: new Date() };
  await requestActor(bearer(secretKey), slug);
  expect(await requestActor(session, slug)).toMatchObject({ kind: "user", id: person.id });

  await deactivateMember(ctx, { userId: person.id });
  await expect(requestActor(bearer(secretKey), slug)).rejects.toMatchObject({
    code: "unauthenticated",
  });
  await expect(requestActor(session, slug)).rejects.toMatchObject({ code: "missing" });

  await reactivateMember(ctx, { userId: person.id });
  await requestActor(bearer(secretKey), slug);
  await requestActor(session, slug);
});

test("changed roles hold with the next request, for sessions and keys alike", async () => {
  const { admin, member, key, slug } = await makeWorkspace();
  const person = await member(["engineer"]);
  const secretKey = await key(person, ["read"]);
  const session = request({ cookie: await cookieOf(person) });
  await changeRoles(
    { actor: admin, now: new Date() },
    { userId: person.id, roles: ["viewer", "auditor"] },
  );
  for (const asked of [bearer(secretKey), session])
    expect(await requestActor(asked, slug)).toMatchObject({ roles: ["viewer", "auditor"] });
});

test("signing out everywhere ends the sessions there were", async () => {
  const { member, slug } = await makeWorkspace();
  const person = await member(["viewer"]);
  const session = request({ cookie: await cookieOf(person) });
  await requestActor(session, slug);
  await endSessions({ actor: person, now: new Date() }, {});
  await expect(requestActor(session, slug)).rejects.toMatchObject({ code: "unauthenticated" });
  await requestActor(request({ cookie: await cookieOf(person, 1) }), slug);
});

test("a forged, foreign or broken cookie is nobody's", async () => {
  const { admin, slug } = await makeWorkspace();
  const other = await cookieOf(admin, 0, "another secret that is long enough too");
  for (const cookie of [other, "next-auth.session-token=abc", "next-auth.session-token="])
    await expect(requestActor(request({ cookie }), slug)).rejects.toMatchObject({
      code: "unauthenticated",
    });
});

test("a session is no member of a workspace it was not invited to", async () => {
  const { admin } = await makeWorkspace();
  const other = await makeWorkspace();
  await expect(
    requestActor(request({ cookie: await cookieOf(admin) }), other.slug),
  ).rejects.toMatchObject({ code: "missing" });
});

test("a write with a cookie must come from our own pages; a key needs no origin", async () => {
  const { admin, key, slug } = await makeWorkspace();
  const cookie = await cookieOf(admin);
  const write = (headers: Record<string, string>) => request({ cookie, ...headers }, "POST");
  for (const asked of [write({}), write({ origin: "http://evil.test" }), write({ origin: "null" })])
    await expect(requestActor(asked, slug)).rejects.toMatchObject({ code: "forbidden" });
  expect(await requestActor(write({ origin }), slug)).toMatchObject({ kind: "user" });
  const password = Buffer.from(`me:${await key(admin, ["admin"])}`).toString("base64");
  const kept = { authorization: `Basic ${password}`, origin: "http://evil.test" };
  await expect(requestActor(request(kept, "POST"), slug)).rejects.toMatchObject({
    code: "forbidden",
  });
  const byKey = request({ authorization: `Bearer ${await key(admin, ["admin"])}` }, "POST");
  expect(await requestActor(byKey, slug)).toMatchObject({ kind: "machine" });
});
