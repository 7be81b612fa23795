import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";

import { enterAs, makePerson } from "@/tests/support/browser";
import { makeWorkspace } from "@/tests/support/workspace";

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in any building block, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto("/styleguide");
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });

  test(`no page is wider than a phone, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto("/styleguide");
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wider).toBeLessThanOrEqual(0);
  });
}

test("the palette and the keys lead everywhere", async ({ page }) => {
  const workspace = await makeWorkspace();
  await enterAs(page, await makePerson(workspace));
  await page.goto(`/w/${workspace.slug}/experiments`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Experiments");

  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: /search models/i });
  await field.fill("go mem");
  await expect(page.getByRole("option")).toHaveText([/Members/]);
  await field.press("Enter");
  await expect(page).toHaveURL(/\/settings\/members$/);

  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("g");
  await page.keyboard.press("e");
  await expect(page).toHaveURL(/\/experiments$/);
});

test("a chosen theme is there in the first byte of the next page", async ({ page }) => {
  const workspace = await makeWorkspace();
  await enterAs(page, await makePerson(workspace));
  await page.goto(`/w/${workspace.slug}/experiments`);
  await page.getByRole("button", { name: /account and appearance/i }).click();
  await page.getByRole("menuitem", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  const answer = await page.request.get(`/w/${workspace.slug}/experiments`);
  expect(await answer.text()).toContain('data-theme="dark"');
});
