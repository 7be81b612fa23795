import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";

import { createExperiment } from "@/lib/experiments/create-experiment";
import { createRun } from "@/lib/experiments/runs/create-run";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { enterAs, makePerson } from "@/tests/support/browser";
import { makeWorkspace } from "@/tests/support/workspace";

const day = 24 * 3_600_000;
const start = Date.UTC(2026, 10, 23, 9);

type Shape = {
  key: string;
  n: number;
  value: (at: number) => number;
  step?: number;
  from?: number;
  pace?: number;
};

async function scene(page: Page) {
  const ws = await makeWorkspace();
  const ctx = { actor: ws.admin, now: new Date() };
  const { experimentId } = await createExperiment(ctx, { name: "pictures" });
  await enterAs(page, await makePerson(ws));
  const begin = async (name: string) => createRun(ctx, { experimentId, name, startTime: start });
  const log = async (runId: string, { key, n, value, step, from = 0, pace = 1000 }: Shape) => {
    const all = Array.from({ length: n }, (_, at) => ({
      key,
      value: value(at),
      step: step ?? at,
      timestamp: start + from + at * pace,
    }));
    for (let at = 0; at < n; at += 1000)
      await logBatch(ctx, { runId, metrics: all.slice(at, at + 1000) });
  };
  return { ctx, begin, log, experimentId, home: `/w/${ws.slug}` };
}

const chart = (page: Page, title: string) =>
  page.getByRole("figure").filter({ has: page.getByText(title, { exact: true }) });

test("a curve says what it leaves out, averages all that was logged and keeps its gaps", async ({
  page,
}) => {
  test.slow();
  const { begin, log, home } = await scene(page);
  const { runId } = await begin("cases");
  await log(runId, { key: "spikes", n: 3000, value: (at) => (at % 100 === 99 ? 101 : 1) });
  await log(runId, { key: "stepless", n: 50, value: Math.sin, step: 0 });
  await log(runId, { key: "negative", n: 40, value: (at) => at - 120 });
  await log(runId, {
    key: "broken",
    n: 40,
    value: (at) => (at > 9 && at < 15 ? Number.NaN : at + 1),
  });
  await page.goto(`${home}/runs/${runId}?tab=curves`);

  await expect(chart(page, "stepless")).toContainText("50 points lie at 1 step.");
  await expect(chart(page, "broken")).toContainText("5 values are not finite numbers");
  const strokes = chart(page, "broken").locator("path.recharts-line-curve");
  await expect(strokes).toHaveAttribute("d", /M.+M/);

  await page.getByLabel("Smoothing").fill("0.99");
  await expect(chart(page, "spikes")).toContainText("Moving average over all 3,000 points");
  const cells = await chart(page, "spikes").getByRole("cell").allInnerTexts();
  expect(Math.max(...cells.map(Number))).toBeLessThan(3);
  await page.getByLabel("Smoothing").fill("0");

  await page.getByLabel("Log scale").check();
  await expect(chart(page, "negative")).toContainText(
    "Nothing above zero: a logarithm has no place for these values",
  );
  await expect(chart(page, "negative")).toContainText("40 values are zero or below and left out");
  await page.getByLabel("Log scale").uncheck();

  await chart(page, "stepless").getByRole("button", { name: "Show over time" }).click();
  await expect(page.getByLabel("Axis")).toHaveValue("time");
  await expect(chart(page, "stepless")).toContainText("23 Nov 2026, UTC");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test("days are on the ticks, and all metrics of a run have its start as their zero", async ({
  page,
}) => {
  const { begin, log, home } = await scene(page);
  const { runId } = await begin("three days");
  await log(runId, { key: "long", n: 60, value: Math.sin, pace: day / 20 });
  await log(runId, { key: "late", n: 30, value: Math.sin, from: day, pace: 60_000 });
  await page.goto(`${home}/runs/${runId}?tab=curves`);
  await page.getByLabel("Axis").selectOption("time");
  const ticks = (title: string) =>
    chart(page, title).locator(".recharts-xAxis-tick-labels .recharts-cartesian-axis-tick-value");
  await expect(ticks("long")).toHaveText([/^24 Nov/, /^25 Nov/, /^26 Nov/]);
  await page.getByLabel("Axis").selectOption("elapsed");
  await expect(ticks("late").first()).toHaveText(/^1.d$/);
  await expect(ticks("long").first()).toHaveText("0");
});

test("numbers that differ never look alike, and sort as numbers", async ({ page }) => {
  const { ctx, begin, experimentId, home } = await scene(page);
  const runs = [
    ["10", 0.999_96],
    ["9", 0.999_98],
    ["1e-3", 0.5],
    ["deep", 0.25],
  ] as const;
  const runIds: string[] = [];
  for (const [depth, accuracy] of runs) {
    const { runId } = await begin(`depth ${depth}`);
    runIds.push(runId);
    await logBatch(ctx, {
      runId,
      params: [{ key: "depth", value: depth }],
      metrics: [{ key: "accuracy", value: accuracy, timestamp: start }],
    });
  }
  const table = page.getByRole("table", { name: "Runs" });
  await page.goto(`${home}/experiments/${experimentId}?sort=params.depth&direction=asc`);
  await expect(table.getByRole("rowheader")).toHaveText([
    "depth 1e-3",
    "depth 9",
    "depth 10",
    "depth deep",
  ]);
  await expect(table.getByRole("cell", { name: "0.99996" })).toBeVisible();
  await expect(table.getByRole("cell", { name: "0.99998" })).toBeVisible();
  await page.goto(`${home}/compare?runs=${runIds.slice(0, 2).join(",")}`);
  const compared = page.getByRole("table", { name: "Metrics compared" });
  await expect(compared).toContainText("0.99996");
  await expect(compared).toContainText("Best: 0.99998");
});
