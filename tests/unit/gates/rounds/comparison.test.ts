import { expect, test } from "vitest";

import { comparisonOf, type Side } from "@/lib/gates/rounds/comparison";

const side = (version: number, changed: Partial<Side> = {}): Side => ({
  version,
  metrics: { accuracy: 0.8, auc: 0.7 },
  params: { depth: "4" },
  datasets: { train: "d1" },
  commit: "c1",
  environment: {},
  files: {},
  ...changed,
});

test("the primary metric stands first, and what only one side has is shown against nothing", () => {
  const candidate = side(2, { metrics: { auc: 0.9, brier: 0.1 } });
  const { parts } = comparisonOf(side(1), candidate, "auc");
  expect(parts.find(({ id }) => id === "metrics")?.rows).toEqual([
    { key: "auc", values: [0.7, 0.9], numeric: true },
    { key: "accuracy", values: [0.8, null], numeric: true },
    { key: "brier", values: [null, 0.1], numeric: true },
  ]);
});

test("where nothing serves each row has one value, and empty parts are left out", () => {
  const { serving, parts } = comparisonOf(null, side(1), null);
  expect(serving).toBeNull();
  expect(parts.map(({ id }) => id)).toEqual(["metrics", "params", "data"]);
  expect(parts.flatMap(({ rows }) => rows.map(({ values }) => values.length))).toEqual([
    1, 1, 1, 1, 1,
  ]);
});
