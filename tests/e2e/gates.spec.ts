import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";

import { changeRoles } from "@/lib/auth/change-roles";
import type { Role } from "@/lib/auth/rules";
import { castVote } from "@/lib/gates/decisions/cast-vote";
import { requestGate } from "@/lib/gates/decisions/request-gate";
import { enterAs, makePerson, type Person } from "@/tests/support/browser";
import { addModel, addVersion, at, gateWorkspace, setMetric } from "@/tests/support/gates";

async function scene(tier: "low" | "moderate" = "moderate") {
  const ws = await gateWorkspace();
  const model = await addModel(ws, { tier, name: "churn" });
  const person = (...roles: Role[]): Promise<Person> => makePerson(ws, roles);
  return { ws, model, person, home: `/w/${ws.slug}` };
}

async function noFaults(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
}

async function decide(
  page: Page,
  choice: "Go" | "Recycle" | "Stop",
  reason: string,
): Promise<void> {
  await page.getByRole("radio", { name: choice }).check();
  await page.getByLabel("Reason").fill(reason);
  await page.getByRole("button", { name: "Record decision" }).click();
}

test("a scientist asks, two reviewers of different roles decide, and the version serves", async ({
  page,
}) => {
  const { ws, model, person, home } = await scene();
  await addVersion(ws, model, 1, { stage: "production", metrics: { auc: 0.8 } });
  await addVersion(ws, model, 2, { stage: "staging" });
  const [scientist, validator, owner] = [
    await person("data_scientist"),
    await person("validation_reviewer"),
    await person("business_reviewer"),
  ];

  await enterAs(page, scientist);
  await page.goto(`${home}/models/churn/versions/2`);
  await page.getByRole("button", { name: "Ask for production" }).click();
  await page.getByLabel("Note for the reviewers").fill("Ten points better on the March extract.");
  await page.getByRole("dialog").getByRole("button", { name: "Ask for production" }).click();
  await expect(page.getByRole("heading", { name: "churn version 2 to production" })).toBeVisible();
  await expect(page.getByText("You asked for this gate, so others decide it.")).toBeVisible();
  await noFaults(page);

  await enterAs(page, validator);
  await page.goto(home);
  const waiting = page.getByRole("list", { name: "Waiting for you" });
  await waiting.getByRole("link", { name: "churn version 2" }).click();
  await expect(page.getByText("Against version 1, which serves now.")).toBeVisible();
  await expect(page.getByRole("table", { name: "Metrics of both versions" })).toContainText("0.9");
  await page.getByRole("radio", { name: "Go" }).check();
  await page.getByRole("button", { name: "Record decision" }).click();
  await expect(page.getByLabel("Reason")).toBeFocused();
  await decide(page, "Go", "Reproduced on our own split.");
  await expect(page.getByText("You have voted in this round.")).toBeVisible();

  await enterAs(page, owner);
  await page.goto(`${home}/gates?show=waiting`);
  await page.getByRole("link", { name: "churn version 2" }).click();
  await decide(page, "Go", "Worth it for the campaign.");
  await expect(page.getByText("Worth it for the campaign.").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Record decision" })).toHaveCount(0);
  await noFaults(page);
  await page.goto(`${home}/models/churn/versions/2`);
  await expect(page.getByText("champion").first()).toBeVisible();

  await page.goto(home);
  await expect(page.getByText("Nothing waits for you")).toBeVisible();
  const decided = page.getByRole("list", { name: "Recently decided" });
  await expect(decided.getByRole("link", { name: "churn version 2" })).toBeVisible();
  await noFaults(page);
});

test("changed evidence takes the decision away, names what moved, and a refresh gives it back", async ({
  page,
}) => {
  const { ws, model, person, home } = await scene("low");
  const { runId } = await addVersion(ws, model, 1, { stage: "staging" });
  const ask = { model: model.name, version: 1, stage: "production" as const };
  const { gateId } = await requestGate(at(ws.requester), ask);
  const reviewer = await person("validation_reviewer", "data_scientist");

  await enterAs(page, reviewer);
  await page.goto(`${home}/gates/${gateId}`);
  await expect(page.getByRole("radio", { name: "Go" })).toBeVisible();
  await setMetric(ws.workspaceId, { runId, key: "auc", value: 0.72 });
  await decide(page, "Go", "I have not seen the new figure.");
  await expect(page.locator("form").getByRole("alert")).toContainText(
    "run.metrics.auc: 0.9 → 0.72",
  );

  await page.reload();
  await expect(page.getByText("nobody can vote on this round")).toBeVisible();
  await page.getByRole("button", { name: "Refresh evidence" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Refresh evidence" }).click();
  await expect(page.getByText("Your decision on round 2")).toBeVisible();
  await expect(page.getByText("Round 2: evidence changed")).toBeVisible();
});

test("a vote is refused in words when the right to it went away meanwhile", async ({ page }) => {
  const { ws, model, person, home } = await scene("low");
  await addVersion(ws, model, 1, { stage: "staging" });
  const ask = { model: model.name, version: 1, stage: "production" as const };
  const { gateId } = await requestGate(at(ws.requester), ask);
  const reviewer = await person("validation_reviewer");
  await enterAs(page, reviewer);
  await page.goto(`${home}/gates/${gateId}`);
  await changeRoles(at(ws.admin), { userId: reviewer.actor.id, roles: ["viewer"] });
  await decide(page, "Go", "Sound on every count.");
  await expect(page.locator("form").getByRole("alert")).toContainText("none of your roles");
  await expect(page.getByLabel("Reason")).toHaveValue("Sound on every count.");
});

test("while a must check fails, go is not offered and recycle says what to do", async ({
  page,
}) => {
  const { ws, model, person, home } = await scene();
  await addVersion(ws, model, 1, { stage: "staging", metrics: { auc: 0.4 } });
  const ask = { model: model.name, version: 1, stage: "production" as const };
  const { gateId } = await requestGate(at(ws.requester), ask);
  await enterAs(page, await person("business_reviewer"));
  await page.goto(`${home}/gates/${gateId}`);
  await expect(page.getByText("Go is not possible yet")).toBeVisible();
  await expect(page.getByRole("radio", { name: "Go" })).toHaveCount(0);
  await decide(page, "Recycle", "Train with the full history.");
  await expect(page.getByText("Train with the full history.").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Record decision" })).toHaveCount(0);
});

test("an engineer rolls back in two clicks with a reason", async ({ page }) => {
  const { ws, model, person, home } = await scene("low");
  for (const version of [1, 2]) {
    await addVersion(ws, model, version, { stage: "staging" });
    const ask = { model: model.name, version, stage: "production" as const };
    const { gateId } = await requestGate(at(ws.requester), ask);
    await castVote(at(ws.validation), { gateId, round: 1, choice: "go", reason: "Sound." });
  }
  await enterAs(page, await person("engineer"));
  await page.goto(`${home}/models/churn`);
  await page.getByRole("button", { name: "Roll back" }).click();
  const dialog = page.getByRole("dialog", { name: "Roll back to version 1" });
  await dialog.getByLabel("Reason").fill("Error rate doubled after the release.");
  await dialog.getByRole("button", { name: "Roll back" }).click();
  await expect(dialog).toHaveCount(0);
  await page.goto(home);
  const decided = page.getByRole("list", { name: "Recently decided" });
  await expect(decided.getByText("Rolled back to")).toBeVisible();
  await expect(decided.getByText("Error rate doubled after the release.")).toBeVisible();
});

test("policies, filters and what is not there", async ({ page }) => {
  const { person, home } = await scene();
  await enterAs(page, await person("viewer"));
  await page.goto(`${home}/policies?tier=high`);
  await expect(page.getByRole("table", { name: "Checks to enter production" })).toContainText(
    "Groups are selected at similar rates",
  );
  await noFaults(page);
  await page.goto(`${home}/gates`);
  await expect(page.getByText("No gate is open")).toBeVisible();
  await page.getByRole("link", { name: "Decided" }).click();
  await expect(page.getByText("No gates match this filter")).toBeVisible();
  await noFaults(page);
  await page.goto(`${home}/gates/0190a000-0000-7000-8000-000000000000`);
  await expect(page.getByRole("heading", { name: "No such gate" })).toBeVisible();
});
