import { expect, test } from "@playwright/test";

test("an empty Gatehouse asks for its first admin, once", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveURL(/\/setup$/);
  await page.getByLabel("Workspace").fill("First workspace");
  await page.getByLabel("Your name").fill("First admin");
  await page.getByLabel("E-mail").fill("first-admin@test.example");
  await page.getByLabel("Password").fill("correct horse battery staple");
  await page.getByRole("button", { name: "Set up" }).click();
  await expect(page).toHaveURL(/\/w\/first-workspace/);

  const again = await page.request.post("/api/v1/setup", {
    data: {
      workspaceName: "Second workspace",
      name: "Somebody else",
      email: "somebody-else@test.example",
      password: "correct horse battery staple",
    },
  });
  expect(again.status()).toBe(403);
  await page.goto("/setup");
  await expect(page).not.toHaveURL(/\/setup$/);
});
