import { expect, test } from "vitest";

import { deactivateMember } from "@/lib/auth/deactivate-member";
import { parseRoleMap } from "@/lib/auth/identity/role-mapping";
import { signInByOidc } from "@/lib/auth/identity/sign-in-by-oidc";
import { inviteMember } from "@/lib/auth/invite-member";
import { listMembers } from "@/lib/auth/queries";
import { uuidv7 } from "@/lib/db/ids";
import type { OidcSettings } from "@/lib/env";
import { makeWorkspace, type TestWorkspace } from "@/tests/support/workspace";

const settingsOf = ({ slug }: TestWorkspace, more: Partial<OidcSettings> = {}): OidcSettings => ({
  issuer: "https://identity.example",
  clientId: "gatehouse",
  clientSecret: "secret",
  name: "Identity",
  scope: "openid email profile",
  roleClaim: "groups",
  roleMap: parseRoleMap("science=data_scientist;risk=risk_reviewer;boss=admin"),
  defaultRoles: [],
  workspace: slug,
  ...more,
});

const claimsOf = (groups: string[], more: object = {}) => {
  const sub = uuidv7();
  const email = `${sub}@test.example`;
  return { sub, email, email_verified: true, name: "New Person", groups, ...more };
};

const signIn = (settings: OidcSettings, claims: object) =>
  signInByOidc(settings, claims, new Date());

async function memberOf({ admin }: TestWorkspace, email: string) {
  return (await listMembers({ actor: admin })).find((member) => member.email === email);
}

test("groups bring roles at the first sign-in and change them at the next", async () => {
  const workspace = await makeWorkspace();
  const settings = settingsOf(workspace);
  const claims = claimsOf(["science", "other"]);
  const first = await signIn(settings, claims);
  expect(first).toMatchObject({ kind: "signed in" });
  expect(await memberOf(workspace, claims.email)).toMatchObject({
    name: "New Person",
    roles: ["data_scientist"],
    signsInWith: "single sign-on",
  });
  expect(await signIn(settings, { ...claims, groups: ["risk"] })).toEqual(first);
  expect((await memberOf(workspace, claims.email))?.roles).toEqual(["risk_reviewer"]);
  await signIn(settings, { ...claims, groups: [] });
  expect((await memberOf(workspace, claims.email))?.roles).toEqual([]);
});

test("the same person is the same account under a new address", async () => {
  const workspace = await makeWorkspace();
  const settings = settingsOf(workspace);
  const claims = claimsOf(["science"]);
  const first = await signIn(settings, claims);
  const moved = { ...claims, email: `${uuidv7()}@test.example`, email_verified: false };
  expect(await signIn(settings, moved)).toEqual(first);
});

test("an address that is not verified reaches no account and makes none", async () => {
  const workspace = await makeWorkspace();
  const settings = settingsOf(workspace);
  for (const email_verified of [false, undefined, "false"]) {
    const claims = claimsOf(["boss"], { email: workspace.admin.email, email_verified });
    expect(await signIn(settings, claims)).toEqual({ kind: "refused", reason: "unverified" });
  }
  expect((await memberOf(workspace, workspace.admin.email))?.signsInWith).toBe("neither");
});

test("an account linked to one identity is not taken over by another with its address", async () => {
  const workspace = await makeWorkspace();
  const settings = settingsOf(workspace);
  const claims = claimsOf(["science"]);
  await signIn(settings, claims);
  expect(await signIn(settings, { ...claims, sub: uuidv7() })).toEqual({
    kind: "refused",
    reason: "linked",
  });
  const otherIssuer = settingsOf(workspace, { issuer: "https://other.example" });
  expect(await signIn(otherIssuer, claims)).toEqual({ kind: "refused", reason: "linked" });
});

test("someone in no group needs an invitation or a default role", async () => {
  const workspace = await makeWorkspace();
  const settings = settingsOf(workspace);
  expect(await signIn(settings, claimsOf([]))).toEqual({ kind: "refused", reason: "uninvited" });
  const guest = claimsOf([]);
  await signIn(settingsOf(workspace, { defaultRoles: ["viewer"] }), guest);
  expect((await memberOf(workspace, guest.email))?.roles).toEqual(["viewer"]);
  const invited = claimsOf([]);
  await inviteMember(
    { actor: workspace.admin, now: new Date() },
    { email: invited.email, roles: ["auditor"] },
  );
  expect(await signIn(settings, invited)).toMatchObject({ kind: "signed in" });
  expect(await memberOf(workspace, invited.email)).toBeUndefined();
});

test("without a role claim the console decides the roles", async () => {
  const workspace = await makeWorkspace();
  const settings = settingsOf(workspace, { roleClaim: null });
  const engineer = await workspace.member(["engineer"]);
  const claims = claimsOf(["boss"], { email: engineer.email });
  expect(await signIn(settings, claims)).toMatchObject({
    kind: "signed in",
    session: { id: engineer.id },
  });
  expect((await memberOf(workspace, engineer.email))?.roles).toEqual(["engineer"]);
});

test("groups never remove the last admin", async () => {
  const workspace = await makeWorkspace();
  const claims = claimsOf(["science"], { email: workspace.admin.email });
  await signIn(settingsOf(workspace), claims);
  expect((await memberOf(workspace, workspace.admin.email))?.roles).toEqual([
    "data_scientist",
    "admin",
  ]);
});

test("someone deactivated here stays out, whatever the provider says", async () => {
  const workspace = await makeWorkspace();
  const settings = settingsOf(workspace);
  const claims = claimsOf(["science"]);
  await signIn(settings, claims);
  const { id } = (await memberOf(workspace, claims.email))!;
  await deactivateMember({ actor: workspace.admin, now: new Date() }, { userId: id });
  expect(await signIn(settings, { ...claims, groups: ["boss"] })).toEqual({
    kind: "refused",
    reason: "deactivated",
  });
});

test("a first sign-in in two windows at once makes one account", async () => {
  const workspace = await makeWorkspace();
  const settings = settingsOf(workspace);
  const claims = claimsOf(["science"]);
  const outcomes = await Promise.allSettled([signIn(settings, claims), signIn(settings, claims)]);
  expect(outcomes.some(({ status }) => status === "fulfilled")).toBe(true);
  expect(await signIn(settings, claims)).toMatchObject({ kind: "signed in" });
});

test("claims that are no claims are refused", async () => {
  const settings = settingsOf(await makeWorkspace());
  for (const claims of [{}, { sub: "" }, { sub: 7 }, { sub: "x", email: 7 }])
    expect(await signIn(settings, claims)).toMatchObject({ kind: "refused" });
  expect(await signInByOidc(settings, undefined, new Date())).toMatchObject({ kind: "refused" });
});
