import { expect, test } from "vitest";

import { withAbsent } from "@/lib/evidence/gather";
import { faultOf } from "@/lib/evidence/language";
import { blocking } from "@/lib/gates/policies/blocking";
import { defaultPolicies, guardedStages } from "@/lib/gates/policies/default-policies";
import { judge } from "@/lib/gates/policies/judge";
import { languageOver } from "@/lib/gates/policies/policy-language";
import { sections, type Evidence } from "@/lib/gates/rounds/sections";
import { policyTiers, type PolicyCheck } from "@/lib/gates/rules";

const evidence: Evidence = withAbsent(sections, {
  model: {
    name: "credit-default",
    tier: "high",
    owner: "Rhea Lund",
    primary_metric: { name: "auc", direction: "higher", has_limit: true, limit: 0.8 },
  },
  version: { number: 3, stage: "staging", source: "models:/m-1" },
  run: {
    present: true,
    id: "ab12",
    status: "FINISHED",
    author: "Theo",
    metrics: { auc: 0.86, demographic_parity_difference: 0.04, loss: "NaN", huge: "Infinity" },
    params: { depth: "4" },
    tags: {},
    late_metrics: [],
    updated_at: "2026-03-01T09:00:00.000Z",
  },
  serving: { present: true, version: 2, metrics: { auc: 0.84 } },
  lineage: {
    dataset_digest: "d1",
    commit: "c1",
    params: 1,
    environment: "e1",
    artifact_digest: "a1",
    complete: true,
    missing: [],
  },
  signature: { present: true, inputs: 4, outputs: 1 },
  artifact: { digest: "a1", files: 5, pickled_files: [], damaged_files: [] },
});
const at = (day: number) => new Date(Date.UTC(2026, 2, day, 9));
const sources = new Map([
  ["run", { source: "run:ab12", measuredAt: at(1) }],
  ["artifact", { source: "artifact:a1", measuredAt: at(2) }],
  ["model", { source: "model:m1", measuredAt: at(3) }],
  ["version", { source: "version:m1/3", measuredAt: at(4) }],
]);
const judged = (policy: Parameters<typeof judge>[0], over: Evidence) =>
  judge(policy, { evidence: over, sources });
const absent = (name: "run" | "serving"): Evidence => {
  const section = sections.find((one) => one.name === name);
  return { ...evidence, [name]: section?.absent };
};

function verdictOf(
  expression: string,
  over: Evidence = evidence,
  extra: Partial<PolicyCheck> = {},
) {
  const check: PolicyCheck = { id: "c", title: "Check", level: "must", expression, ...extra };
  const [result] = judged({ checks: [check] }, over);
  if (!result) throw new Error("no result");
  return result;
}

const metrics = (changed: Evidence["run"]["metrics"]): Evidence => ({
  ...evidence,
  run: { ...evidence.run, metrics: changed },
});

test("every default policy passes sound evidence and states no error", () => {
  for (const tier of policyTiers)
    for (const stage of guardedStages) {
      const results = judged(defaultPolicies[tier][stage], evidence);
      expect(results.filter(({ verdict }) => verdict !== "pass")).toEqual([]);
    }
});

test("every default expression is valid in the policy language and gives a boolean", () => {
  const language = languageOver(evidence);
  for (const tier of policyTiers)
    for (const stage of guardedStages)
      for (const check of defaultPolicies[tier][stage].checks)
        expect([check.id, faultOf(language, check.expression, "bool")]).toEqual([
          check.id,
          undefined,
        ]);
});

test("a missing metric is an error in words, and blocks", () => {
  const [result] = blocking([verdictOf('metric("f1") > 0.5')]);
  expect(result).toMatchObject({
    verdict: "error",
    reason: 'Could not be judged. The training run logged no metric "f1".',
  });
  expect(verdictOf("run.metrics.f1 > 0.5")).toMatchObject({
    verdict: "error",
    reason: 'Could not be judged. Nothing is recorded under "f1".',
  });
});

test.each([
  'metric("loss") < 0.5',
  '!(metric("loss") > 0.5)',
  "!(run.metrics.loss > 0.5)",
  'metric("huge") > 0.5',
])("a metric that is not a finite number never passes: %s", (expression) => {
  expect(verdictOf(expression).verdict).toBe("error");
});

test("the parity check of high-risk models fails outside its limit and errs when unmeasured", () => {
  const policy = defaultPolicies.high.production;
  const verdict = (over: Evidence) =>
    judged(policy, over).find(({ id }) => id === "demographic-parity");
  expect(verdict(metrics({ auc: 0.9, demographic_parity_difference: 0.31 }))).toMatchObject({
    verdict: "fail",
    value: "0.31",
    reason: "Found 0.31; required: at most 0.1 either way.",
  });
  expect(verdict(metrics({ auc: 0.9 }))).toMatchObject({ verdict: "error", level: "must" });
});

test("worse than what serves fails, and says both values", () => {
  const result = judged(defaultPolicies.moderate.production, metrics({ auc: 0.83 })).find(
    ({ id }) => id === "not-worse-than-serving",
  );
  expect(result).toMatchObject({ verdict: "fail", value: "0.83", limit: "at least 0.84" });
});

test("for a metric where lower is better, the comparison turns round", () => {
  const lower: Evidence = {
    ...metrics({ rmse: 2 }),
    model: {
      ...evidence.model,
      primary_metric: { name: "rmse", direction: "lower", has_limit: true, limit: 3 },
    },
    serving: { present: true, version: 2, metrics: { rmse: 2.5 } },
  };
  const results = judged(defaultPolicies.moderate.production, lower);
  expect(results.find(({ id }) => id === "metric-within-limit")).toMatchObject({
    verdict: "pass",
    limit: "at most 3",
  });
  expect(results.find(({ id }) => id === "not-worse-than-serving")).toMatchObject({
    verdict: "pass",
  });
});

test("without a version that serves there is nothing to be worse than", () => {
  const first = judged(defaultPolicies.moderate.production, absent("serving"));
  expect(first.find(({ id }) => id === "not-worse-than-serving")?.verdict).toBe("pass");
});

test("a version without a run fails or errs on what a run would show, and never passes it", () => {
  const bare = judged(defaultPolicies.high.production, absent("run"));
  const passed = bare.filter(({ verdict }) => verdict === "pass").map(({ id }) => id);
  expect(passed).not.toContain("run-finished");
  expect(passed).not.toContain("metric-within-limit");
  expect(passed).not.toContain("demographic-parity");
});

test.each([
  ["not a boolean", "1 + 1"],
  ["a wrong type", "run.status > 3"],
  ["an unknown field", "run.colour == 'red'"],
  ["an unknown variable", "secret == 1"],
  ["a syntax error", "run.status =="],
  ["a regular expression", 'run.id.matches("(a+)+$")'],
  ["a loop in a loop", "run.tags.all(a, run.tags.all(b, a == b))"],
  ["an endless text", `"${"x".repeat(3000)}" == ""`],
  ["too many parts", Array.from({ length: 300 }, () => "1 == 1").join(" && ")],
  ["too deep", `${"(".repeat(200)}true${")".repeat(200)}`],
])("%s is an error that blocks, not a crash", (_, expression) => {
  const result = verdictOf(expression);
  expect(result.verdict).toBe("error");
  expect(result.reason.length).toBeGreaterThan(20);
  expect(blocking([result])).toHaveLength(1);
});

test("a should check never blocks", () => {
  expect(blocking([verdictOf("false", evidence, { level: "should" })])).toEqual([]);
});

test("a metric named like a property of every object is still missing", () => {
  expect(verdictOf('metric("constructor") > 0.0').verdict).toBe("error");
  expect(verdictOf('has_metric("toString")').verdict).toBe("fail");
});

test("each result names the record its value was read from", () => {
  expect(verdictOf('metric("auc") > 0.5')).toMatchObject({
    source: "run:ab12",
    measuredAt: "2026-03-01T09:00:00.000Z",
  });
  expect(verdictOf("artifact.files > 0").source).toBe("artifact:a1");
  expect(verdictOf('model.owner != ""').source).toBe("model:m1");
});

test("a check says which of its metrics were logged after the run was over", () => {
  const late: Evidence = { ...evidence, run: { ...evidence.run, late_metrics: ["auc", "other"] } };
  expect(verdictOf('metric("auc") > 0.5', late).late).toEqual(["auc"]);
  expect(verdictOf("primary_metric() > 0.5", late).late).toEqual(["auc"]);
  expect(verdictOf('run.status == "FINISHED"', late).late).toBeUndefined();
});

test.each([
  [{ auc: 0.799_996 }, "0.799996", "at least 0.8", "fail"],
  [{ auc: 0.8 }, "0.8", "at least 0.8", "pass"],
  [{ auc: 0.860_049_999 }, "0.86005", "at least 0.8", "pass"],
])("a value is never written as the limit that it misses: %j", (run, value, limit, verdict) => {
  const results = judged(defaultPolicies.high.production, metrics(run));
  expect(results.find(({ id }) => id === "metric-within-limit")).toMatchObject({
    verdict,
    value,
    limit,
    reason: `Found ${value}; required: ${limit}.`,
  });
});

test("what serves is written with the digits that tell it from the value", () => {
  const over = { ...metrics({ auc: 0.841_234_5 }), serving: evidence.serving };
  over.serving = { present: true, version: 2, metrics: { auc: 0.841_234_6 } };
  const result = judged(defaultPolicies.moderate.production, over).find(
    ({ id }) => id === "not-worse-than-serving",
  );
  expect(result).toMatchObject({
    verdict: "fail",
    value: "0.8412345",
    limit: "at least 0.8412346",
  });
});

test("a value is told from a limit in words too", () => {
  const checks = { value: 'metric("auc")', limit: "at most 0.1 either way" };
  const over = metrics({ auc: 0.100_000_4 });
  expect(verdictOf('metric("auc") <= 0.1', over, checks)).toMatchObject({ value: "0.1000004" });
  expect(
    verdictOf("run.metrics.auc < 1.0", metrics({ auc: 0.999_999_9 }), {
      value: "run.metrics.auc",
    }),
  ).toMatchObject({ value: "0.9999999" });
});

test("what is rounded is kept whole beside it", () => {
  const over: Evidence = {
    ...metrics({ auc: 0.861_234_567 }),
    serving: { present: true, version: 2, metrics: { auc: 0.845_678_901 } },
  };
  const result = judged(defaultPolicies.moderate.production, over).find(
    ({ id }) => id === "not-worse-than-serving",
  );
  expect(result).toMatchObject({
    value: "0.86123",
    wholeValue: "0.861234567",
    limit: "at least 0.84568",
    wholeLimit: "at least 0.845678901",
  });
});
