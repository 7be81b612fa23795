import { expect, test } from "vitest";

import { environmentOf, readsOf } from "@/lib/evidence/language";
import { resolved, valueAt } from "@/lib/evidence/path";
import { functionReads, policyReads } from "@/lib/gates/policies/policy-language";
import { sections } from "@/lib/gates/rounds/sections";

const language = environmentOf(sections)
  .registerFunction("metric(string): double", () => 0)
  .registerFunction("primary_metric(): double", () => 0);
const reads = (expression: string) =>
  readsOf(language, expression, { sections, functions: functionReads });

test.each([
  ['run.status == "FINISHED"', [["run", "status"]]],
  ["run.metrics.auc > 0.5", [["run", "metrics", "auc"]]],
  ['run.metrics["val/auc"] > 0.5', [["run", "metrics", "val/auc"]]],
  ["has(run.tags.team)", [["run", "tags", "team"]]],
  [
    'metric("auc") > 0.5',
    [
      ["run", "metrics", "auc"],
      ["run", "present"],
    ],
  ],
  [
    "run.metrics[model.primary_metric.name] > 0.5",
    [
      ["model", "primary_metric", "name"],
      ["run", "metrics", ["model", "primary_metric", "name"]],
    ],
  ],
  ["records.canary.verdict == 'go'", [["records", "canary", "verdict"]]],
  [
    "artifact.files > 0 && lineage.complete",
    [
      ["artifact", "files"],
      ["lineage", "complete"],
    ],
  ],
  ["size(artifact.pickled_files) == 0", [["artifact", "pickled_files"]]],
])("%s reads just what it names", (expression, expected) => {
  expect(reads(expression)).toEqual(expected);
});

test.each([
  ['["a"].exists(k, run.metrics[k] > 0.5)', ["run", "metrics"]],
  ['run.tags.exists(k, k == "team")', ["run", "tags"]],
  ['"auc" in run.metrics', ["run", "metrics"]],
  ['run.metrics["a" + "uc"] > 0.5', ["run", "metrics"]],
  ['metric("a" + "uc") > 0.5', ["run", "metrics"]],
  ['records["a" + "b"].deep.er == 1', ["records"]],
])("%s could read any key, so all of the map counts", (expression, path) => {
  expect(reads(expression)).toContainEqual(path);
});

test("a name bound by a loop is no section, and a field of that name is", () => {
  expect(reads('["x"].all(k, k == "x")')).toEqual([]);
});

test("an expression that cannot be used reads nothing", () => {
  expect(reads("run.status ==")).toEqual([]);
});

test("what is shown beside a verdict is read too", () => {
  const check = { id: "c", title: "C", level: "must" as const, expression: "true" };
  expect(policyReads([{ ...check, value: "artifact.files" }])).toEqual([["artifact", "files"]]);
  expect(policyReads([{ ...check, limit: "at least 1 file" }])).toEqual([]);
});

test("a step that is a path stands for the text found there", () => {
  const evidence = { model: { metric: "auc" }, run: { metrics: { auc: 0.8 } } };
  const path = ["run", "metrics", ["model", "metric"]];
  expect(resolved(path, evidence)).toEqual(["run", "metrics", "auc"]);
  expect(valueAt(evidence, path)).toBe(0.8);
  expect(valueAt(evidence, ["run", "metrics", "constructor"])).toBeUndefined();
});
