import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { eq } from "drizzle-orm";

import { auditHeads } from "@/drizzle/schema/audit";
import { failedReactions } from "@/drizzle/schema/jobs";
import { db } from "@/lib/db/client";
import { readCursor } from "@/lib/jobs/cursors";
import { createModel } from "@/lib/registry/create-model";
import { describeModel } from "@/lib/registry/describe-model";
import { enterAs, makePerson } from "@/tests/support/browser";
import { makeWorkspace, type TestWorkspace } from "@/tests/support/workspace";

async function noFaults(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
}

const follower = "keep_gates_true";

/** A reaction to a described model that failed until nobody tried it any more; the worker has passed its entry. */
async function park(ws: TestWorkspace, name: string): Promise<number> {
  const ctx = { actor: ws.admin, now: new Date() };
  await createModel(ctx, { name });
  await describeModel(ctx, { name, purpose: "Decides." });
  const [head] = await db
    .select({ seq: auditHeads.seq })
    .from(auditHeads)
    .where(eq(auditHeads.workspaceId, ws.workspaceId));
  const seq = head?.seq ?? 0;
  await expect.poll(() => readCursor({ workspaceId: ws.workspaceId, follower })).toBe(seq);
  await db.insert(failedReactions).values({
    workspaceId: ws.workspaceId,
    follower,
    seq,
    status: "parked",
    attempts: 8,
    fault: "Something went wrong here.",
    failedAt: new Date(),
  });
  return seq;
}

test("an admin finds what failed on the first screen, tries it again and dismisses the rest", async ({
  page,
}) => {
  const ws = await makeWorkspace();
  const [first, second] = [await park(ws, "credit"), await park(ws, "churn")];
  await enterAs(page, await makePerson(ws));
  await page.goto(`/w/${ws.slug}`);
  await page.getByRole("link", { name: "2 reactions" }).click();
  await expect(page.getByText("2 reactions wait for you")).toBeVisible();
  const failed = page.getByRole("table", { name: /Reactions that failed/ });
  await expect(failed.getByRole("row")).toHaveCount(3);
  await noFaults(page);

  await page.getByRole("button", { name: `Try keep_gates_true at entry ${first} again` }).click();
  await noFaults(page);
  await page.getByRole("dialog").getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("1 reaction waits for you")).toBeVisible();

  await page.getByRole("button", { name: `Dismiss keep_gates_true at entry ${second}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Dismiss" }).click();
  await expect(page.getByText("Everything keeps up")).toBeVisible();
  await expect
    .poll(async () => {
      await page.reload();
      return page.getByText("No reaction has failed").isVisible();
    })
    .toBe(true);
  await noFaults(page);

  await page.goto(`/w/${ws.slug}/audit?action=follower`);
  const log = page.getByRole("table", { name: /Audit log/ });
  await expect(log).toContainText("tried a parked reaction again");
  await expect(log).toContainText(`keep_gates_true at entry ${second}`);
});

test("who may not look after background work finds neither the page nor its tab", async ({
  page,
}) => {
  const ws = await makeWorkspace();
  await park(ws, "credit");
  await enterAs(page, await makePerson(ws, ["engineer"]));
  await page.goto(`/w/${ws.slug}`);
  await expect(page.getByRole("heading", { name: "At risk" })).toBeVisible();
  await expect(page.getByRole("link", { name: "1 reaction" })).toHaveCount(0);
  await page.goto(`/w/${ws.slug}/settings/keys`);
  await expect(page.getByRole("link", { name: "Background work" })).toHaveCount(0);
  await page.goto(`/w/${ws.slug}/settings/background`);
  await expect(page.getByText("Not found").first()).toBeVisible();
});
