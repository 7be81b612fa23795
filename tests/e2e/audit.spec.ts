import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { and, eq } from "drizzle-orm";

import { auditEntries } from "@/drizzle/schema/audit";
import { acceptInvitation } from "@/lib/auth/accept-invitation";
import { inviteMember } from "@/lib/auth/invite-member";
import { db } from "@/lib/db/client";
import { uuidv7 } from "@/lib/db/ids";
import { signIn } from "@/tests/support/browser";
import { makeWorkspace } from "@/tests/support/workspace";

const password = "a long enough password";

test("an auditor reads, filters, exports and verifies the log, and finds what was changed by hand", async ({
  page,
}) => {
  const workspace = await makeWorkspace();
  const { admin, workspaceId, slug } = workspace;
  const now = new Date();
  const email = `${uuidv7()}@test.example`;
  const { token } = await inviteMember({ actor: admin, now }, { email, roles: ["auditor"] });
  const guest = { kind: "guest", workspaceId, id: null, name: "guest" } as const;
  await acceptInvitation({ actor: guest, now }, { token, name: "Aldo Auditor", password });

  await signIn(page, email, password);
  await page.getByRole("link", { name: "Audit log" }).first().click();
  await expect(page.getByRole("heading", { name: "Audit log" })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.getByRole("button", { name: "Verify the chain" }).click();
  await expect(page.getByText(/All \d+ entries are as they were written/)).toBeVisible();

  await page.getByLabel("Action").selectOption("member.invite");
  await page.getByRole("button", { name: "Filter" }).click();
  const table = page.getByRole("table", { name: /Audit log/ });
  await expect(table.getByRole("row")).toHaveCount(2);
  await table.getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: /^Entry \d+$/ })).toBeVisible();
  await expect(page.getByRole("table", { name: "Fields before and after" })).toContainText(email);

  await page.goto(`/w/${slug}/audit`);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export" }).click();
  expect((await download).suggestedFilename()).toBe("audit.ndjson");

  await db
    .update(auditEntries)
    .set({ actorName: "Somebody else" })
    .where(and(eq(auditEntries.workspaceId, workspaceId), eq(auditEntries.seq, 2)));
  await page.getByRole("button", { name: "Verify the chain" }).click();
  await expect(page.getByText("The chain is broken at entry 2")).toBeVisible();
  await expect(page.getByText("name of the actor")).toBeVisible();
  await page.getByRole("link", { name: "Open entry 2" }).click();
  await expect(page.getByRole("heading", { name: "Entry 2" })).toBeVisible();
});

test("someone without the right finds no audit log", async ({ page }) => {
  const { admin, workspaceId, slug } = await makeWorkspace();
  const now = new Date();
  const email = `${uuidv7()}@test.example`;
  const { token } = await inviteMember({ actor: admin, now }, { email, roles: ["data_scientist"] });
  const guest = { kind: "guest", workspaceId, id: null, name: "guest" } as const;
  await acceptInvitation({ actor: guest, now }, { token, name: "Dana Data", password });
  await signIn(page, email, password);
  await expect(page.getByRole("link", { name: "Audit log" })).toHaveCount(0);
  await page.goto(`/w/${slug}/audit`);
  await expect(page.getByText("Not found").first()).toBeVisible();
  const verify = await page.request.get(`/w/${slug}/api/v1/audit/verify`);
  expect(verify.status()).toBe(403);
});
