import { expect, test, type Page } from "@playwright/test";
import { z } from "zod";

import { createExperiment } from "@/lib/experiments/create-experiment";
import { requestGate } from "@/lib/gates/decisions/request-gate";
import { pages, pathTo, readPart, withQuery, type Within } from "@/lib/paths";
import { classifyModel } from "@/lib/registry/classify-model";
import { createModel } from "@/lib/registry/create-model";
import { createVersion } from "@/lib/registry/create-version";
import { call, enterAs, makePerson } from "@/tests/support/browser";
import { logSweep } from "@/tests/support/sweep";
import { makeWorkspace, type TestWorkspace } from "@/tests/support/workspace";

/** `id`: the field of a row in the answer that ends the address of the row's page. */
type List = { page: Within; rest: string; rows: string; id: string };

const lists: Record<string, (experimentId: string) => List> = {
  experiments: () => ({
    page: pages.experiments,
    rest: "experiments",
    rows: "experiments",
    id: "id",
  }),
  runs: (id) => ({
    page: pages.experiment(id),
    rest: `runs?experimentId=${id}`,
    rows: "runs",
    id: "id",
  }),
  models: () => ({ page: pages.models, rest: "models", rows: "models", id: "name" }),
  "a model's versions": () => ({
    page: pages.model("Zeta"),
    rest: "models/Zeta/versions",
    rows: "versions",
    id: "version",
  }),
  gates: () => ({ page: pages.gates, rest: "gates", rows: "gates", id: "id" }),
  "the audit log": () => ({ page: pages.audit, rest: "audit", rows: "entries", id: "seq" }),
};

let workspace: TestWorkspace;
let key: string;
let experimentId: string;

test.beforeAll(async () => {
  workspace = await makeWorkspace();
  key = await workspace.key(workspace.admin, ["read", "track"]);
  ({ experimentId } = await logSweep(workspace, key));
  const at = (minute: number) => ({
    actor: workspace.admin,
    now: new Date(Date.UTC(2026, 10, 1, 9, minute)),
  });
  const grave = { reach: "broad", autonomy: "automatic", use: "consequential", harm: "severe" };
  const slight = { reach: "internal", autonomy: "advises", use: "insight", harm: "small" };
  for (const [minute, name] of ["m?1", "Zeta", "alpha", "50%"].entries()) {
    await createExperiment(at(minute), { name: `experiment ${name}` });
    await createModel(at(minute), { name });
    await createVersion(at(10 - minute), { name, source: "s3://bucket/model" });
    if (minute > 1) await classifyModel(at(20), { name, ...(minute > 2 ? grave : slight) });
    await requestGate(at(30 - minute), { model: name, version: 1, stage: "staging" });
  }
  for (const minute of [40, 41, 42, 43])
    await createVersion(at(minute), { name: "Zeta", source: "s3://bucket/model" });
});

for (const [name, listOf] of Object.entries(lists))
  test(`${name}: the same order on the page and over REST, by every sort`, async ({ page }) => {
    const list = listOf(experimentId);
    const start = pathTo(workspace.slug, list.page);
    await enterAs(page, await makePerson(workspace));
    await expectSameOrder(page, list, start);
    const columns = await page.locator("thead a").allTextContents();
    for (const column of columns) {
      await page.goto(start);
      for (const _ of ["one way", "the other"]) {
        const link = page.locator("thead").getByRole("link", { name: column, exact: true });
        await expectSameOrder(page, list, (await link.getAttribute("href")) ?? "");
      }
    }
    await expectSamePages(page, list, start);
  });

test("what an address asks for and cannot have is said, and the list is shown without it", async ({
  page,
}) => {
  await enterAs(page, await makePerson(workspace));
  const unread: [Within, Record<string, string>][] = [
    [pages.experiments, { sort: "size" }],
    [pages.experiment(experimentId), { sort: "size", columns: "nonsense" }],
    [pages.models, { stage: "shipped" }],
    [pages.model("Zeta"), { limit: "0" }],
    [pages.gates, { status: "ajar" }],
    [pages.audit, { logging: "some" }],
  ];
  for (const [within, asked] of unread)
    await test.step(within, async () => {
      await page.goto(pathTo(workspace.slug, within, asked));
      await expect(page.getByText("Part of this address could not be read")).toBeVisible();
      for (const field of Object.keys(asked))
        await expect(page.getByText(new RegExp(`^${field}: `))).toBeVisible();
      await expect(page.locator("tbody th a").first()).toBeVisible();
    });
});

async function expectSameOrder(page: Page, list: List, address: string): Promise<string[]> {
  await page.goto(address);
  const { search } = new URL(page.url());
  const [path, ...fixed] = list.rest.split("?");
  const query = [search.slice(1), ...fixed].filter(Boolean).join("&");
  const answer = await call(key, "GET", `/w/${workspace.slug}/api/v1/${path}?${query}`);
  expect(answer.status, query).toBe(200);
  const rows = z.array(z.record(z.string(), z.unknown())).parse(answer.body[list.rows]);
  const expected = rows.map((row) => String(row[list.id]));
  expect(expected.length, query).toBeGreaterThan(0);
  await expect(page.locator("tbody th a"), query).toHaveCount(expected.length);
  const links = await page
    .locator("tbody th a")
    .evaluateAll((found) => found.map((link) => link.getAttribute("href") ?? ""));
  expect(
    links.map((link) => readPart(link.split("/").at(-1) ?? "")),
    query,
  ).toEqual(expected);
  return expected;
}

/** A third of the rows at a time, following the page's own links, one comes by the rows of the whole list. */
async function expectSamePages(page: Page, list: List, start: string): Promise<void> {
  const whole = await expectSameOrder(page, list, start);
  const seen: string[] = [];
  let next: string | null = withQuery(start, { limit: Math.ceil(whole.length / 3) });
  while (next !== null) {
    seen.push(...(await expectSameOrder(page, list, next)));
    const link = page
      .getByRole("navigation", { name: "Pages" })
      .getByRole("link", { name: "Next" });
    next = (await link.count()) > 0 ? await link.getAttribute("href") : null;
  }
  expect(seen).toEqual(whole);
}
