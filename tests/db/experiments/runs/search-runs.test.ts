import { beforeAll, describe, expect, test } from "vitest";

import { createExperiment } from "@/lib/experiments/create-experiment";
import { createRun } from "@/lib/experiments/runs/create-run";
import { deleteRun } from "@/lib/experiments/runs/delete-run";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { logInputs } from "@/lib/experiments/runs/log-inputs";
import { searchRunIds, searchRuns } from "@/lib/experiments/runs/run-search-queries";
import { updateRun } from "@/lib/experiments/runs/update-run";
import { makeWorkspace, type UserActor } from "@/tests/support/workspace";

let ctx: { actor: UserActor; now: Date };
let stranger: typeof ctx;
let experimentIds: string[];

const values: [name: string, loss: number | null, model: string | null][] = [
  ["a", 1, "tree"],
  ["b", Number.NaN, "Tree"],
  ["c", null, null],
  ["d", -5, "forest"],
  ["e", Infinity, "tree"],
  ["f", 1, "100%"],
  ["g", null, "it's"],
  ["h", -Infinity, ""],
];

beforeAll(async () => {
  const workspace = await makeWorkspace();
  ctx = { actor: await workspace.member(["data_scientist"]), now: new Date() };
  stranger = { actor: (await makeWorkspace()).admin, now: new Date() };
  experimentIds = [(await createExperiment(ctx, { name: "search" })).experimentId];
  const [experimentId] = experimentIds;
  for (const [at, [name, loss, model]] of values.entries()) {
    const { runId } = await createRun(ctx, { experimentId, name, startTime: 100 + at });
    const metrics = loss === null ? [] : [{ key: "val loss", value: loss, timestamp: 1 }];
    const params = model === null ? [] : [{ key: "model", value: model }];
    await logBatch(ctx, { runId, metrics, params, tags: [{ key: "team/x", value: name }] });
    if (name === "a")
      await logInputs(ctx, {
        runId,
        datasets: [
          { name: "iris", digest: "d1", tags: [{ key: "mlflow.data.context", value: "train" }] },
        ],
      });
    if (name === "d") await updateRun(ctx, { runId, status: "FINISHED", endTime: 500 });
  }
  const gone = await createRun(ctx, { experimentId, name: "z", startTime: 1 });
  await deleteRun(ctx, gone);
});

async function names(
  search: Omit<Parameters<typeof searchRuns>[1], "experimentIds">,
): Promise<string> {
  const found: string[] = [];
  let cursor = "";
  do {
    const page = await searchRuns(ctx, { ...search, experimentIds, cursor });
    found.push(...page.runs.map(({ name }) => name));
    cursor = page.next ?? "";
  } while (cursor);
  return found.join("");
}

describe("filters", () => {
  test.each([
    ["", "hgfedcba"],
    ["metrics.`val loss` < 1", "hd"],
    ["metrics.`val loss` > 0", "efa".split("").toSorted().toReversed().join("")],
    ["metrics.`val loss` >= 1 and metrics.`val loss` <= 1", "fa"],
    ["metrics.`val loss` != 1", "hedb"],
    ["params.model = 'tree'", "ea"],
    ["params.model != 'tree'", "hgfdb"],
    ["params.model LIKE 't%'", "ea"],
    ["params.model ILIKE 't%'", "eba"],
    ["params.model = '100%'", "f"],
    ['params.model = "it\'s"', "g"],
    ["params.model = 'it''s'", "g"],
    ["params.model = ''", "h"],
    ["params.model IS NULL", "c"],
    ["params.model IS NOT NULL", "hgfedba"],
    ["tags.\"team/x\" = 'c'", "c"],
    ["run_name IN ('a', 'b')", "ba"],
    ["run_name NOT IN ('a', 'b')", "hgfedc"],
    ["attributes.status = 'FINISHED'", "d"],
    ["start_time > 102 and start_time <= 104", "ed"],
    ["end_time = 500", "d"],
    ["created < 102", "ba"],
    ["dataset.name = 'iris' and datasets.context LIKE 'tr%'", "a"],
    ["dataset.digest IN ('d1')", "a"],
    ["params.model = 'forest' or run_name = 'c'", "dc"],
    ["(run_name = 'a' or run_name = 'd') and metrics.`val loss` < 0", "d"],
    ["run_name = 'a' or run_name = 'd' and metrics.`val loss` > 0", "a"],
    ["params.model = 'x'' or 1 = 1 --'", ""],
  ])("%s", async (filter, expected) => {
    expect(await names({ filter })).toBe(expected);
  });

  test("the view decides about deleted runs", async () => {
    expect(await names({ viewType: "DELETED_ONLY" })).toBe("z");
    expect(await names({ viewType: "ALL" })).toBe("hgfedcbaz");
  });
});

describe("order", () => {
  test.each([
    [["metrics.`val loss`"], "hdfaebgc"],
    [["metrics.`val loss` DESC"], "efadhbgc"],
    [["metrics.none"], "hgfedcba"],
    [["metrics.none", "metrics.`val loss` DESC"], "efadhbgc"],
    [["params.none", "metrics.`val loss`"], "hdfaebgc"],
    [["params.model"], "hfbdgeac"],
    [["params.model DESC"], "eagdbfhc"],
    [["run_name"], "abcdefgh"],
    [["start_time ASC"], "abcdefgh"],
    [["end_time DESC", "run_name"], "dabcefgh"],
    [['tags."team/x" desc'], "hgfedcba"],
  ])("%j, the same in one page and in pages of one and three", async (orderBy, expected) => {
    expect(await names({ orderBy })).toBe(expected);
    expect(await names({ orderBy, limit: 1 })).toBe(expected);
    expect(await names({ orderBy, limit: 3 })).toBe(expected);
  });

  test.each([[["metrics.`val loss`"]], [["metrics.`val loss` DESC"]], [["params.model"]], [[]]])(
    "%j: going back shows the page one came from",
    async (orderBy) => {
      const page = (cursor: string | null) =>
        searchRunIds(ctx, { experimentIds, orderBy, limit: 3, cursor: cursor ?? "" });
      const first = await page(null);
      const second = await page(first.next);
      const third = await page(second.next);
      expect([first.previous, third.next]).toEqual([null, null]);
      const secondAgain = await page(third.previous);
      const firstAgain = await page(secondAgain.previous);
      expect([firstAgain.ids, secondAgain.ids]).toEqual([first.ids, second.ids]);
      expect((await page(firstAgain.next)).ids).toEqual(second.ids);
      expect(firstAgain.previous).toBeNull();
    },
  );

  test("runs that appear while one pages neither repeat nor hide others", async () => {
    const first = await searchRuns(ctx, { experimentIds, limit: 4, orderBy: ["run_name"] });
    const { runId } = await createRun(ctx, { experimentId: experimentIds[0], name: "aa" });
    const rest = await searchRuns(ctx, {
      experimentIds,
      orderBy: ["run_name"],
      cursor: first.next ?? "",
    });
    await deleteRun(ctx, { runId });
    expect(first.runs.map(({ name }) => name).join("")).toBe("abcd");
    expect(rest.runs.map(({ name }) => name).join("")).toBe("efgh");
  });
});

test("another workspace finds nothing by the same experiment id", async () => {
  const { runs } = await searchRuns(stranger, { experimentIds });
  expect(runs).toEqual([]);
});
