import { expect, test } from "@playwright/test";
import { eq } from "drizzle-orm";

import { runs } from "@/drizzle/schema/experiments";
import { db } from "@/lib/db/client";
import { createExperiment } from "@/lib/experiments/create-experiment";
import { createRun } from "@/lib/experiments/runs/create-run";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { pages, pathTo } from "@/lib/paths";
import { enterAs, makePerson } from "@/tests/support/browser";
import { at } from "@/tests/support/gates";
import { makeWorkspace } from "@/tests/support/workspace";

const inherited = Object.getOwnPropertyNames(Object.prototype);

test("rows that were stored badly, or are called as every object's parts, take no page away", async ({
  page,
}) => {
  const ws = await makeWorkspace();
  const scientist = await makePerson(ws, ["data_scientist"]);
  const ctx = at(scientist.actor);
  const { experimentId } = await createExperiment(ctx, { name: "odd rows" });
  const bare = await createRun(ctx, { experimentId, name: "bare" });
  const full = await createRun(ctx, { experimentId, name: "full" });
  await logBatch(ctx, {
    runId: full.runId,
    metrics: inherited.map((key, step) => ({ key, value: step + 0.5, timestamp: 1 })),
    params: inherited.map((key) => ({ key, value: `param ${key}` })),
    tags: inherited.map((key) => ({ key, value: `tag ${key}` })),
  });
  for (const moment of [9_007_199_254_740_991, -9_007_199_254_740_991]) {
    const { runId } = await createRun(ctx, { experimentId, name: "beyond" });
    await db
      .update(runs)
      .set({ startTime: moment, endTime: moment, name: "   " })
      .where(eq(runs.id, runId));
    await enterAs(page, scientist);
    await page.goto(pathTo(ws.slug, pages.run(runId)));
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Run ");
  }
  await page.goto(pathTo(ws.slug, pages.experiments));
  await expect(page.getByRole("link", { name: "odd rows" })).toBeVisible();
  await page.goto(pathTo(ws.slug, pages.experiment(experimentId)));
  await expect(page.getByRole("table")).toContainText("bare");
  await expect(page.getByText("Something went wrong")).toHaveCount(0);
  await page.goto(
    pathTo(ws.slug, pages.experiment(experimentId), {
      columns: inherited.map((key) => `params.${key}`),
    }),
  );
  await expect(page.getByRole("table")).toContainText("param constructor");
  await expect(page.getByRole("table")).not.toContainText("function");
  await page.goto(pathTo(ws.slug, pages.run(full.runId)));
  await expect(page.getByText("param __proto__").first()).toBeVisible();
  await page.goto(pathTo(ws.slug, pages.compare, { runs: [full.runId, bare.runId] }));
  await expect(page.getByText("param toString").first()).toBeVisible();
  await expect(page.getByText(/function \w*\(|native code|\[object/)).toHaveCount(0);
});
