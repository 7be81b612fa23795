import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { keyFault, randomName } from "@/lib/experiments/naming";
import {
  batchFault,
  isLater,
  latestOf,
  type Batch,
  type MetricPoint,
} from "@/lib/experiments/runs/batch";

const empty: Batch = { metrics: [], params: [], tags: [] };
const point = (key: string, value: number, step = 0, timestamp = 1): MetricPoint => ({
  key,
  value,
  step,
  timestamp,
});

const metrics = (count: number) => Array.from({ length: count }, (_, at) => point(`m${at}`, 1));
const pairs = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ key: `k${at}`, value: "v" }));

describe("what may be logged", () => {
  test.each(["loss", "a/b", "val loss", "a.b-c_d", "x:y", "été"])("%j is a key", (key) => {
    expect(keyFault(key, "name")).toBeUndefined();
  });

  test.each([
    ["../a", "'../a'"],
    ["/a", "'/a'"],
    ["a//b", "'a/b'"],
    ["a/", "'a'"],
    [".", "'.'"],
    ["..", "'..'"],
    ["a/./b", "'a/b'"],
  ])("%j is refused, since as a file it would be %s", (key, normal) => {
    expect(keyFault(key, "name")).toContain(`would resolve to ${normal}`);
  });

  test("limits are MLflow's", () => {
    expect(batchFault({ ...empty, metrics: metrics(1000) })).toBeUndefined();
    expect(batchFault({ ...empty, metrics: metrics(1001) })).toContain("at most 1000 metrics");
    expect(batchFault({ ...empty, params: pairs(101) })).toContain("at most 100 params");
    expect(batchFault({ ...empty, tags: pairs(101) })).toContain("at most 100 tags");
    expect(batchFault({ metrics: metrics(900), params: pairs(100), tags: pairs(1) })).toContain(
      "at most 1000 metrics, params, and tags",
    );
    const key = "𝒳".repeat(250);
    expect(batchFault({ ...empty, metrics: [point(key, 1, 0, 1)] })).toBeUndefined();
    expect(batchFault({ ...empty, metrics: [point(`${key}x`, 1, 0, 1)] })).toBe(
      "'Metric name' exceeds the maximum length of 250 characters",
    );
    expect(batchFault({ ...empty, metrics: [point("m", 1, 0, -1)] })).toContain(
      "parameter 'metrics[0].timestamp'",
    );
  });
});

describe("the latest point", () => {
  test("step decides before time, time before value, and a NaN counts as 0", () => {
    expect(isLater(point("a", 1, 2, 1), point("a", 9, 1, 9))).toBe(true);
    expect(isLater(point("a", 1, 1, 2), point("a", 9, 1, 1))).toBe(true);
    expect(isLater(point("a", 2, 1, 1), point("a", 1, 1, 1))).toBe(true);
    expect(isLater(point("a", Number.NaN, 1, 1), point("a", 1, 1, 1))).toBe(false);
    expect(isLater(point("a", Number.NaN, 1, 1), point("a", -1, 1, 1))).toBe(true);
  });

  test("does not depend on the order of arrival", () => {
    const points = fc.array(
      fc
        .tuple(fc.constantFrom("a", "b"), fc.integer(), fc.nat(3), fc.nat(3))
        .map((args) => point(...args)),
    );
    fc.assert(
      fc.property(points, (list) => {
        expect(latestOf(list.toReversed())).toEqual(latestOf(list));
      }),
    );
  });
});

test("a made-up name is one a user could have given", () => {
  expect(randomName()).toMatch(/^[a-z]+-[a-z]+-\d+$/);
});
