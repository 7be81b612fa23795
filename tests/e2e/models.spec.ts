import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";

import { createModel } from "@/lib/registry/create-model";
import { createVersion } from "@/lib/registry/create-version";
import { enterAs, makePerson } from "@/tests/support/browser";
import { makeWorkspace } from "@/tests/support/workspace";

async function noFaults(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
}

test("a scientist registers a model, says what it is and sets its risk tier", async ({ page }) => {
  const workspace = await makeWorkspace();
  await enterAs(page, await makePerson(workspace, ["data_scientist"]));
  await page.goto(`/w/${workspace.slug}/models`);
  await expect(page.getByText("No models yet")).toBeVisible();
  await noFaults(page);

  await page.getByRole("button", { name: "Register a model" }).click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Credit default (EU) 100%");
  await page.getByLabel("What it decides, and for whom").fill("Who gets a loan.");
  await page.getByRole("dialog").getByRole("button", { name: "Register model" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Credit default (EU) 100%");
  await expect(page.getByText("No risk tier yet")).toBeVisible();

  await page.getByRole("button", { name: "Set the risk tier" }).click();
  await page.getByRole("radio", { name: "Some customers or partners" }).check();
  await page.getByRole("radio", { name: "It acts on its own" }).check();
  await page.getByRole("radio", { name: /Access to credit/ }).check();
  await page.getByRole("radio", { name: "Money or time that can be made good" }).check();
  await noFaults(page);
  await page.getByRole("button", { name: "Set the tier" }).click();
  await expect(page.getByText("High risk").first()).toBeVisible();
  await expect(page.getByText("No risk tier yet")).toBeHidden();

  await page.getByRole("button", { name: "Edit", exact: true }).first().click();
  await page.getByLabel("Consumers").fill("Loan desk\nBranch app");
  await page.getByLabel("Primary metric").fill("auc");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Loan desk, Branch app")).toBeVisible();
  await noFaults(page);

  await page.goto(`/w/${workspace.slug}/models?tier=low`);
  await page.getByRole("link", { name: /clear/i }).click();
  await expect(page.getByRole("link", { name: "Credit default (EU) 100%" })).toBeVisible();
});

test("who may only look sees a version whole and no control that changes it", async ({ page }) => {
  const workspace = await makeWorkspace();
  const ctx = { actor: workspace.admin, now: new Date() };
  await createModel(ctx, { name: "churn", description: "# Card\n\n**Careful** <b>with this</b>." });
  await createVersion(ctx, { name: "churn", source: "s3://bucket/churn" });
  await enterAs(page, await makePerson(workspace, ["viewer"]));

  await page.goto(`/w/${workspace.slug}/models/churn`);
  await expect(page.getByRole("heading", { name: "Card" })).toBeVisible();
  await expect(page.getByText("<b>with this</b>")).toBeVisible();
  for (const name of ["Edit", "Delete", "Set the risk tier", "Register a model"])
    await expect(page.getByRole("button", { name })).toHaveCount(0);

  await page.getByRole("link", { name: "Version 1" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Version 1");
  await expect(page.getByText("5 of 5 missing")).toBeVisible();
  await expect(page.getByRole("button", { name: /Ask|Delete|Edit/ })).toHaveCount(0);
  await noFaults(page);
  await page.getByRole("link", { name: "Description and use" }).click();
  await expect(page.getByText('load_model("models:/churn/1")')).toBeVisible();
  await page.getByRole("link", { name: "History" }).click();
  await expect(page.getByText("Registered").last()).toBeVisible();

  await page.goto(`/w/${workspace.slug}/models/churn/versions/7`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Not found");
});
