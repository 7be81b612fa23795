import { beforeAll, describe, expect, test } from "vitest";

import { createExperiment } from "@/lib/experiments/create-experiment";
import { exportRunsInput } from "@/lib/experiments/inputs";
import { createRun } from "@/lib/experiments/runs/create-run";
import { exportRuns } from "@/lib/experiments/runs/export-queries";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { searchRunIds, searchRuns } from "@/lib/experiments/runs/run-search-queries";
import { makeWorkspace, type UserActor } from "@/tests/support/workspace";

const numbers = [
  "-inf",
  "-1e400",
  "-1",
  "1e-400",
  "1E-3",
  ".002",
  "+2",
  "9",
  " 9.5 ",
  "10",
  "100",
  "9007199254740992",
  "9007199254740993",
  "1e400",
  "Infinity",
];
const words = ["", "0x10", "1,000", "1e", "1e5000", "NaN", "deep", "٣"];
/** None was given to this one. */
const missing = null;

let ctx: { actor: UserActor; now: Date };
let experimentId: string;

beforeAll(async () => {
  ctx = { actor: (await makeWorkspace()).admin, now: new Date() };
  ({ experimentId } = await createExperiment(ctx, { name: "by value" }));
  for (const value of [...words, missing, ...numbers].toReversed()) {
    const { runId } = await createRun(ctx, { experimentId, name: JSON.stringify(value) });
    const fields = value === missing ? [] : [{ key: "depth", value }];
    await logBatch(ctx, { runId, params: fields, tags: fields });
  }
});

async function names(clause: string, limit: number): Promise<unknown[]> {
  const found: unknown[] = [];
  let cursor = "";
  do {
    const search = { experimentIds: [experimentId], orderBy: [clause], limit, cursor };
    const page = await searchRuns(ctx, search);
    found.push(...page.runs.map(({ name }) => JSON.parse(name)));
    cursor = page.next ?? "";
  } while (cursor);
  return found;
}

const pageOf = (clause: string, cursor: string) =>
  searchRunIds(ctx, { experimentIds: [experimentId], orderBy: [clause], limit: 5, cursor });

describe.each(["params", "tags"])("%s are ordered by value", (entity) => {
  test.each([100, 3, 1])("numbers, then words, then missing: pages of %i", async (limit) => {
    const up = await names(`${entity}.depth`, limit);
    expect(up.slice(0, numbers.length)).toEqual(numbers);
    expect(new Set(up.slice(numbers.length, -1))).toEqual(new Set(words));
    expect(up.at(-1)).toBe(missing);
    const down = await names(`${entity}.depth DESC`, limit);
    expect(down.slice(0, numbers.length)).toEqual(numbers.toReversed());
    expect(down.slice(numbers.length, -1)).toEqual(up.slice(numbers.length, -1).toReversed());
    expect(down.at(-1)).toBe(missing);
  });

  test("going back from the last page leads through the same pages", async () => {
    const page = pageOf.bind(null, `${entity}.depth`);
    const there = [await page("")];
    for (let next = there[0]?.next; next; next = there.at(-1)?.next) there.push(await page(next));
    const back = [there.at(-1)];
    for (let previous = back[0]?.previous; previous; previous = back.at(-1)?.previous)
      back.push(await page(previous));
    expect(back.toReversed().map((some) => some?.ids)).toEqual(there.map(({ ids }) => ids));
  });
});

test("the export has the order of the page", async () => {
  const asked = exportRunsInput.parse({
    experimentId,
    sort: "params.depth",
    direction: "asc",
    columns: "params.depth",
  });
  const { lines } = await exportRuns(ctx, asked);
  let csv = "";
  for await (const line of lines) csv += line;
  const depths = csv.split("\r\n").map((line) => line.split(",").at(-1)?.trim());
  expect(depths.slice(1, 1 + numbers.length)).toEqual(
    numbers.map((value) => (value === "-inf" ? "'-inf" : value.trim())),
  );
});
