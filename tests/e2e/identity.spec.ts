import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";

import { acceptInvitation } from "@/lib/auth/accept-invitation";
import { inviteMember } from "@/lib/auth/invite-member";
import type { Role } from "@/lib/auth/rules";
import { uuidv7 } from "@/lib/db/ids";
import { baseUrl, call, signIn } from "@/tests/support/browser";
import { makeWorkspace, type TestWorkspace } from "@/tests/support/workspace";

const password = "a long enough password";

/** A member who can sign in, made the way members are made. */
async function person({ admin, workspaceId }: TestWorkspace, name: string, ...roles: Role[]) {
  const now = new Date();
  const email = `${uuidv7()}@test.example`;
  const { token } = await inviteMember({ actor: admin, now }, { email, roles });
  const actor = { kind: "guest", workspaceId, id: null, name } as const;
  await acceptInvitation({ actor, now }, { token, name, password });
  return email;
}

async function violations(page: Page) {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

test("signing in returns to the page that was asked for, and signing out ends the session", async ({
  page,
}) => {
  const workspace = await makeWorkspace();
  const email = await person(workspace, "Vera Viewer", "viewer");
  const address = `/w/${workspace.slug}/settings/keys?from=bookmark&x=1`;
  await page.goto(address);
  await expect(page).toHaveURL(/\/sign-in/);
  expect(await violations(page)).toEqual([]);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText("do not match an account")).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "API keys" })).toBeVisible();
  const here = new URL(page.url());
  expect(here.pathname).toBe(`/w/${workspace.slug}/settings/keys`);
  expect(here.searchParams.get("from")).toBeNull();
  expect(here.searchParams.get("x")).toBe("1");

  await page.getByRole("button", { name: /account and appearance/i }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto(address);
  await expect(page).toHaveURL(/\/sign-in/);
});

test("a link never leads from signing in to another site", async ({ page }) => {
  const workspace = await makeWorkspace();
  const email = await person(workspace, "Vera Viewer", "viewer");
  await page.goto("/sign-in?from=//evil.example/x");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(`${baseUrl}/w/${workspace.slug}`);
});

test("an admin invites; the invited joins; deactivation holds with the next click", async ({
  page,
  browser,
}) => {
  const workspace = await makeWorkspace();
  const members = `/w/${workspace.slug}/settings/members`;
  await signIn(page, await person(workspace, "Ida Admin", "admin"), password);
  await page.goto(members);
  expect(await violations(page)).toEqual([]);

  await page.getByRole("button", { name: "Invite" }).click();
  const email = `${uuidv7()}@test.example`;
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Data scientist", { exact: true }).check();
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = await page.getByText(/\/invite\/inv_/).innerText();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("table", { name: "Open invitations" })).toContainText(email);

  const invited = await (await browser.newContext()).newPage();
  await invited.goto(link.trim());
  expect(await violations(invited)).toEqual([]);
  await invited.getByLabel("Your name").fill("Nora Newcomer");
  await invited.getByLabel("Password", { exact: true }).fill(password);
  await invited.getByRole("button", { name: "Join" }).click();
  await expect(invited).toHaveURL(`${baseUrl}/w/${workspace.slug}`);
  await invited.goto(link.trim());
  await expect(invited.getByText("has been accepted already")).toBeVisible();

  await page.reload();
  const row = page.getByRole("row", { name: /Nora Newcomer/ });
  await row.getByRole("button", { name: "Deactivate" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
  await expect(row.getByText("Deactivated")).toBeVisible();
  const refused = await invited.goto(`/w/${workspace.slug}/experiments`);
  expect(refused?.status()).toBe(404);

  await row.getByRole("button", { name: "Reactivate" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Reactivate" }).click();
  await expect(row.getByText("Active")).toBeVisible();
  expect((await invited.goto(`/w/${workspace.slug}/experiments`))?.status()).toBe(200);
});

test("an admin changes roles, but not their own while they are the last admin", async ({
  page,
}) => {
  const workspace = await makeWorkspace();
  const other = await workspace.member(["viewer"], "Otto Other");
  const email = await person(workspace, "Ida Admin", "admin");
  await signIn(page, email, password);
  await page.goto(`/w/${workspace.slug}/settings/members`);
  await page.getByRole("button", { name: `Change the roles of ${other.name}` }).click();
  await page.getByLabel("Auditor", { exact: true }).check();
  await page.getByRole("button", { name: "Change roles" }).click();
  await expect(page.getByRole("row", { name: /Otto Other/ })).toContainText("Auditor");

  // the workspace's first admin leaves, so the signed-in one is the last
  const first = page.getByRole("row", { name: /Test admin/ });
  await first.getByRole("button", { name: "Deactivate" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
  await expect(first.getByText("Deactivated")).toBeVisible();
  await page.getByRole("button", { name: "Change the roles of Ida Admin" }).click();
  await page.getByLabel("Viewer", { exact: true }).check();
  await page.getByLabel("Admin", { exact: true }).uncheck();
  await page.getByRole("button", { name: "Change roles" }).click();
  await expect(page.getByText("This is the last active admin")).toBeVisible();
});

test("a key is shown once, works, and is refused after it was revoked", async ({ page }) => {
  const workspace = await makeWorkspace();
  await signIn(page, await person(workspace, "Dana Data", "data_scientist"), password);
  await page.goto(`/w/${workspace.slug}/settings/keys`);
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "New key" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Laptop");
  await page.getByRole("button", { name: "Make the key" }).click();
  const key = await page.getByText(/^gh_[\w-]{54}$/).innerText();
  expect((await call(key, "GET", "/api/v1/me")).body).toMatchObject({ name: "Dana Data" });
  await page.getByRole("button", { name: "Done" }).click();
  await page.reload();
  await expect(page.getByText(key)).toHaveCount(0);
  await page.getByRole("button", { name: "Revoke Laptop" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByRole("row", { name: /Laptop/ })).toContainText("Revoked");
  expect((await call(key, "GET", "/api/v1/me")).status).toBe(401);
});

test("changing the password ends other sessions and keeps this one", async ({ page, browser }) => {
  const workspace = await makeWorkspace();
  const email = await person(workspace, "Vera Viewer", "viewer");
  const elsewhere = await (await browser.newContext()).newPage();
  await signIn(elsewhere, email, password);
  await signIn(page, email, password);
  await page.goto(`/w/${workspace.slug}/settings/profile`);
  expect(await violations(page)).toEqual([]);
  await page.getByLabel("Current password").fill(password);
  await page.getByLabel("New password", { exact: true }).fill("another long password");
  await page.getByLabel("New password again").fill("another long password");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password is changed")).toBeVisible();
  await page.goto(`/w/${workspace.slug}/settings/profile`);
  await expect(page.getByRole("heading", { name: "Your profile" })).toBeVisible();
  await elsewhere.goto(`/w/${workspace.slug}/settings/profile`);
  await expect(elsewhere).toHaveURL(/\/sign-in/);
});

test("a member of two workspaces changes between them; each shows only its own", async ({
  page,
}) => {
  const workspace = await makeWorkspace();
  await signIn(page, await person(workspace, "Ida Admin", "admin"), password);
  await page.goto(`/w/${workspace.slug}/settings/members`);
  await page.getByRole("button", { name: "New workspace" }).click();
  const slug = `second-${uuidv7().slice(-12)}`;
  await page.getByLabel("Name", { exact: true }).fill("Second workspace");
  await page.getByLabel("Address").fill(slug);
  await page.getByRole("button", { name: "Create" }).click();
  await expect(page).toHaveURL(`${baseUrl}/w/${slug}`);
  await page.goto(`/w/${slug}/settings/members`);
  await expect(page.getByRole("table", { name: "Members" }).getByRole("row")).toHaveCount(2);
  await page.goto("/");
  await expect(page).toHaveURL(`${baseUrl}/w/${slug}`);
  const other = await makeWorkspace();
  expect((await page.goto(`/w/${other.slug}`))?.status()).toBe(404);
});
