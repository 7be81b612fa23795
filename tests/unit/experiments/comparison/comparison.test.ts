import { expect, test } from "vitest";

import { compare, directionOf, type ComparedRun } from "@/lib/experiments/comparison/comparison";

const gap = (value: number) => ({ metrics: { demographic_parity_difference: value } });
const run = (id: string, over: Partial<ComparedRun> = {}): ComparedRun => ({
  id,
  params: {},
  metrics: {},
  tags: {},
  datasets: {},
  code: {},
  environment: null,
  ...over,
});

test("differences come before what is identical, each by name", () => {
  const { params } = compare(
    [
      run("a", { params: { depth: "3", seed: "1", alpha: "x" } }),
      run("b", { params: { depth: "4", seed: "1", alpha: "x" } }),
    ],
    "a",
  );
  expect(params.map(({ key, differs }) => [key, differs])).toEqual([
    ["depth", true],
    ["alpha", false],
    ["seed", false],
  ]);
});

test("a value one run lacks is a difference", () => {
  const { params } = compare([run("a", { params: { depth: "3" } }), run("b")], "a");
  expect(params).toEqual([{ key: "depth", values: ["3", null], differs: true }]);
});

test("the best metric is marked by the direction its name states, ties included", () => {
  const { metrics } = compare(
    [
      run("a", { metrics: { auc: 0.8, log_loss: 0.4, mystery: 1 } }),
      run("b", { metrics: { auc: 0.9, log_loss: 0.3, mystery: 2 } }),
      run("c", { metrics: { auc: 0.9, log_loss: 0.5, mystery: 3 } }),
    ],
    "a",
  );
  expect(Object.fromEntries(metrics.map(({ key, best }) => [key, best]))).toEqual({
    auc: [1, 2],
    log_loss: [1],
    mystery: [],
  });
});

test("of differences between groups the one nearest to nought is best", () => {
  const { metrics } = compare([run("a", gap(-0.2)), run("b", gap(0.1)), run("c", gap(0.3))], "a");
  expect(metrics[0]?.best).toEqual([1]);
});

test("deltas are against the chosen baseline and absent where there is no number", () => {
  const runs = [
    run("a", { metrics: { auc: 0.8 } }),
    run("b", { metrics: { auc: 0.75 } }),
    run("c", { metrics: { auc: Number.NaN } }),
    run("d"),
  ];
  const [row] = compare(runs, "b").metrics;
  expect(row?.deltas.map((delta) => (delta === null ? null : Number(delta.toFixed(6))))).toEqual([
    0.05,
    0,
    null,
    null,
  ]);
});

test("two runs with NaN do not differ, and NaN is never best", () => {
  const nan = { metrics: { auc: Number.NaN } };
  expect(compare([run("a", nan), run("b", nan)], "a").metrics[0]?.differs).toBe(false);
  expect(
    compare([run("a", nan), run("b", { metrics: { auc: 0.5 } })], "a").metrics[0]?.best,
  ).toEqual([]);
});

test("an unknown baseline falls back to the first run", () => {
  const runs = [run("a", { metrics: { auc: 0.8 } }), run("b", { metrics: { auc: 0.9 } })];
  expect(compare(runs, "zz").metrics[0]?.deltas[0]).toBe(0);
});

test("run names and code tags are not repeated among the tags", () => {
  const { tags } = compare(
    [
      run("a", {
        tags: { "mlflow.runName": "x", "mlflow.source.git.commit": "c0ffee", team: "risk" },
      }),
    ],
    "a",
  );
  expect(tags.map(({ key }) => key)).toEqual(["team"]);
});

test.each([
  ["val_loss", "lower"],
  ["rmse", "lower"],
  ["demographic_parity_difference", "zero"],
  ["accuracy", "higher"],
  ["training_accuracy_score", "higher"],
  ["ndcg@10", "higher"],
  ["roc_auc", "higher"],
  ["lossless", null],
  ["n_rows", null],
])("the direction of %s is %s", (key, direction) => {
  expect(directionOf(key)).toBe(direction);
});
