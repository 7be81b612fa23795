import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";

import { expect, test, type Browser, type Page } from "@playwright/test";
import { and, arrayContains, eq } from "drizzle-orm";

import { memberships, users, workspaces } from "@/drizzle/schema/auth";
import { inviteMember } from "@/lib/auth/invite-member";
import { listMembers } from "@/lib/auth/queries";
import type { Actor } from "@/lib/auth/rules";
import { db } from "@/lib/db/client";
import { uuidv7 } from "@/lib/db/ids";
import { baseUrl } from "@/tests/support/browser";

const issuer = process.env["OIDC_ISSUER"] ?? "";
const slug = process.env["OIDC_WORKSPACE"] ?? "";
const someone = () => `p${uuidv7().slice(-12)}`;

let provider: ChildProcess;
let admin: Actor;

test.beforeAll(async () => {
  provider = spawn(process.execPath, ["tests/support/identity-provider.mjs", issuer, baseUrl], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_NO_WARNINGS: "1" },
  });
  await once(provider.stdout!, "data");
  admin = await adminOf(slug);
});
test.afterAll(() => provider.kill());

async function adminOf(workspace: string): Promise<Actor> {
  const [row] = await db
    .select({ workspaceId: workspaces.id, id: users.id, name: users.name, email: users.email })
    .from(workspaces)
    .innerJoin(memberships, eq(memberships.workspaceId, workspaces.id))
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(workspaces.slug, workspace), arrayContains(memberships.roles, ["admin"])));
  return { kind: "user", roles: ["admin"], ...row! };
}

const groups = (sub: string, names: string) => fetch(`${issuer}/groups?sub=${sub}&groups=${names}`);

async function signInAs(browser: Browser, login: string, from = "/"): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(from);
  await page.getByRole("button", { name: /^Continue with/ }).click();
  await page.getByPlaceholder(/login/i).fill(login);
  await page.getByPlaceholder(/password/i).fill("anything");
  await page.getByRole("button", { name: /sign-in|login/i }).click();
  await page.getByRole("button", { name: /continue/i }).click();
  await page.waitForURL((url) => url.origin === new URL(baseUrl).origin);
  return page;
}

const memberNamed = async (email: string) =>
  (await listMembers({ actor: admin })).find((member) => member.email === email);

test("someone in a group gets an account with the group's roles", async ({ browser }) => {
  const login = someone();
  await groups(login, "data_scientist,leader,unknown-group");
  const page = await signInAs(browser, login, `/w/${slug}/settings/profile?tab=mail`);
  await expect(page).toHaveURL(`${baseUrl}/w/${slug}/settings/profile?tab=mail`);
  await expect(page.getByRole("heading", { name: "Your profile" })).toBeVisible();
  expect(await memberNamed(`${login}@identity.example`)).toMatchObject({
    roles: ["data_scientist", "leader"],
    signsInWith: "single sign-on",
  });
});

test("the roles follow the groups at the next sign-in", async ({ browser }) => {
  const login = someone();
  await groups(login, "engineer");
  await signInAs(browser, login);
  await groups(login, "risk_reviewer");
  const page = await signInAs(browser, login);
  await expect(page).toHaveURL(new RegExp(`/w/${slug}`));
  expect((await memberNamed(`${login}@identity.example`))?.roles).toEqual(["risk_reviewer"]);
});

test("an address the provider does not vouch for is refused", async ({ browser }) => {
  const login = `unverified${someone()}`;
  await groups(login, "admin");
  const page = await signInAs(browser, login);
  await expect(page.getByText("does not vouch for your e-mail address")).toBeVisible();
  expect(await memberNamed(`${login}@identity.example`)).toBeUndefined();
});

test("someone in no group and without an invitation is told to ask for one", async ({
  browser,
}) => {
  const page = await signInAs(browser, someone());
  await expect(page.getByText("You have no access here yet")).toBeVisible();
});

test("someone in no group joins by the invitation they were sent", async ({ browser }) => {
  const login = someone();
  const { path } = await inviteMember(
    { actor: admin, now: new Date() },
    { email: `${login}@identity.example`, roles: ["auditor"] },
  );
  const page = await signInAs(browser, login, path);
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page).toHaveURL(new RegExp(`/w/${slug}`));
  expect((await memberNamed(`${login}@identity.example`))?.roles).toEqual(["auditor"]);
});

test("an account with a password is linked by its verified address", async ({
  browser,
  request,
}) => {
  const login = someone();
  const email = `${login}@identity.example`;
  const { token } = await inviteMember(
    { actor: admin, now: new Date() },
    { email, roles: ["viewer"] },
  );
  const data = { token, name: "Linked person", password: "a long enough password" };
  expect((await request.post("/api/v1/invitations/accept", { data })).status()).toBe(201);
  await groups(login, "viewer");
  await signInAs(browser, login);
  expect(await memberNamed(email)).toMatchObject({ name: "Linked person", signsInWith: "both" });
});
