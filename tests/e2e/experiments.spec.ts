import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";

import { enterAs, makePerson } from "@/tests/support/browser";
import { logSweep } from "@/tests/support/sweep";
import { makeWorkspace } from "@/tests/support/workspace";

async function scene() {
  const ws = await makeWorkspace();
  const scientist = await makePerson(ws, ["data_scientist"]);
  const key = await ws.key(scientist.actor, ["read", "track", "register"]);
  return { ws, scientist, key, home: `/w/${ws.slug}` };
}

async function noFaults(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
}

const rows = (page: Page) => page.getByRole("table", { name: "Runs" }).getByRole("rowheader");

test("a scientist finds the best of many runs, sees why it is better and registers it", async ({
  page,
}) => {
  test.slow();
  const { ws, scientist, key, home } = await scene();
  const { experiment, experimentId } = await logSweep(ws, key);
  await enterAs(page, scientist);

  await page.goto(`${home}/experiments`);
  await noFaults(page);
  await page.getByRole("link", { name: experiment }).click();
  await expect(page.getByRole("heading", { name: experiment, level: 1 })).toBeVisible();
  await expect(rows(page)).toHaveCount(6);
  await noFaults(page);

  // The filter is completed by keyboard alone.
  const filter = page.getByRole("combobox", { name: "Filter runs" });
  await filter.click();
  await filter.pressSequentially("metrics.a");
  await expect(page.getByRole("option", { name: /metrics\.auc/ })).toBeVisible();
  await filter.press("ArrowDown");
  await filter.press("Enter");
  await expect(filter).toHaveValue("metrics.auc ");
  await filter.pressSequentially("> 0.75");
  await filter.press("Escape");
  await filter.press("Enter");
  await expect(page).toHaveURL(/filter=metrics\.auc/);
  await expect(rows(page)).toHaveCount(4);

  await page.getByRole("columnheader", { name: "auc" }).getByRole("link").click();
  await expect(rows(page).first()).toHaveText("depth-2");

  await page.getByRole("checkbox", { name: "Select depth-2" }).check();
  await page.getByRole("checkbox", { name: "Select depth-3" }).check();
  await page.getByRole("button", { name: "Compare (2)" }).click();
  await expect(page.getByRole("heading", { name: "Compare 2 runs" })).toBeVisible();
  const metrics = page.getByRole("table", { name: "Metrics compared" });
  await expect(metrics.getByRole("row", { name: /^auc/ })).toContainText("Best: 0.91");
  await expect(metrics.getByRole("row", { name: /^auc/ })).toContainText("−0.08");
  const params = page.getByRole("table", { name: "Parameters compared" });
  await expect(params).toContainText("max_depth");
  await expect(params).not.toContainText("seed");
  await page.getByRole("link", { name: "Everything" }).click();
  await expect(params).toContainText("seed");
  await noFaults(page);

  await page
    .getByRole("table", { name: "Runs compared" })
    .getByRole("link", { name: "depth-2", exact: true })
    .click();
  await expect(page.getByRole("heading", { name: "depth-2", level: 1 })).toBeVisible();
  await expect(page.getByText("scikit-learn==1.5.2")).toBeVisible();
  await noFaults(page);

  await page.getByRole("button", { name: "Register version" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Model").fill("credit-risk");
  await dialog.getByRole("button", { name: "Register version" }).click();
  await expect(page).toHaveURL(/\/models\/credit-risk\/versions\/1$/);

  await page.goto(`${home}/experiments/${experimentId}?filter=params.max_depth+%3D+%272%27`);
  await rows(page).first().getByRole("link").click();
  await expect(page.getByRole("link", { name: "credit-risk · version 1" })).toBeVisible();
});

test("artifacts are looked at where they lie: text, JSON, tables and pictures", async ({
  page,
}) => {
  const { ws, scientist, key, home } = await scene();
  const { runIds } = await logSweep(ws, key);
  await enterAs(page, scientist);
  await page.goto(`${home}/runs/${runIds[2]}?tab=artifacts`);

  const tree = page.getByRole("navigation", { name: "Artifacts" });
  await tree.getByRole("link", { name: /notes\.txt/ }).click();
  await expect(page.getByText("Trained on the March extract.")).toBeVisible();
  await tree.getByRole("link", { name: /report/ }).click();
  await tree.getByRole("link", { name: /summary\.json/ }).click();
  await expect(page.getByText('"folds": 5')).toBeVisible();
  await tree.getByRole("link", { name: /roc\.csv/ }).click();
  await expect(page.getByRole("columnheader", { name: "tpr" })).toBeVisible();
  await noFaults(page);
  await page.goto(`${home}/runs/${runIds[2]}?tab=artifacts&path=plots/calibration.png`);
  const picture = page.getByRole("img", { name: "calibration.png" });
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((img) => img instanceof HTMLImageElement && img.naturalWidth)).toBe(
    1,
  );
});

test("curves are drawn with their numbers for a screen reader", async ({ page }) => {
  const { ws, scientist, key, home } = await scene();
  const { runIds } = await logSweep(ws, key);
  await enterAs(page, scientist);
  await page.goto(`${home}/runs/${runIds[0]}?tab=curves`);
  await expect(page.getByRole("table", { name: /^loss/ })).toContainText("0.5");
  await page.getByLabel("Axis").selectOption("elapsed");
  await expect(page.getByRole("columnheader", { name: "Time since start" })).toBeAttached();
  await noFaults(page);
});

test("a filter that cannot be read says where, and loses nothing that was typed", async ({
  page,
}) => {
  const { ws, scientist, key, home } = await scene();
  const { experimentId } = await logSweep(ws, key);
  await enterAs(page, scientist);
  await page.goto(`${home}/experiments/${experimentId}?filter=metrics.auc+%3E+0.8+nonsense`);
  await expect(page.getByRole("search", { name: "Filter runs" }).getByRole("alert")).toContainText(
    "At character 19",
  );
  await expect(page.getByRole("combobox", { name: "Filter runs" })).toHaveValue(
    "metrics.auc > 0.8 nonsense",
  );
});

test("runs deleted in bulk can be restored from the deleted ones", async ({ page }) => {
  const { ws, scientist, key, home } = await scene();
  const { experimentId } = await logSweep(ws, key);
  await enterAs(page, scientist);
  await page.goto(`${home}/experiments/${experimentId}`);
  await page.getByRole("checkbox", { name: "Select depth-0" }).check();
  await page.getByRole("checkbox", { name: "Select depth-1" }).check();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete 2 runs" }).click();
  await expect(rows(page)).toHaveCount(4);

  await page
    .getByRole("navigation", { name: "Lifecycle" })
    .getByRole("link", { name: /Deleted/ })
    .click();
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole("checkbox", { name: "Select depth-0" }).check();
  await page.getByRole("button", { name: "Restore", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Restore 1 run" }).click();
  await expect(rows(page)).toHaveCount(1);
});

test("an empty workspace says how to fill it, and a viewer is offered nothing to change", async ({
  page,
}) => {
  const ws = await makeWorkspace();
  const viewer = await makePerson(ws, ["viewer"]);
  await enterAs(page, viewer);
  await page.goto(`/w/${ws.slug}/experiments`);
  await expect(page.getByText("No runs have been logged yet")).toBeVisible();
  await expect(page.getByRole("button", { name: "New experiment" })).toHaveCount(0);
  await page.goto(`/w/${ws.slug}/experiments/0`);
  await expect(page.getByText("No runs have been logged yet")).toBeVisible();
  await expect(page.getByText(`/w/${ws.slug}`, { exact: false }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Rename this experiment" })).toHaveCount(0);
  await page.goto(`/w/${ws.slug}/compare?runs=nowhere,elsewhere`);
  await expect(page.getByText("Nothing to compare")).toBeVisible();
  await noFaults(page);
});
