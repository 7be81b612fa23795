import { describe, expect, test } from "vitest";

import { roles } from "@/lib/auth/rules";
import { defaultPolicies } from "@/lib/gates/policies/default-policies";
import { tierOf } from "@/lib/registry/rules";
import { personKeys, people } from "@/scripts/demo/people";
import { churnPlan } from "@/scripts/demo/plan/churn";
import { creditPlan } from "@/scripts/demo/plan/credit";
import { fraudPlan } from "@/scripts/demo/plan/fraud";
import { recommenderPlan } from "@/scripts/demo/plan/recommender";
import { stories } from "@/scripts/demo/stories";

const plans = [...creditPlan, ...churnPlan, ...fraudPlan, ...recommenderPlan];

test("training again gives the same numbers and files", () => {
  for (const plan of [creditPlan[0], churnPlan[1], fraudPlan[3], recommenderPlan[3]])
    expect(plan?.train()).toEqual(plan?.train());
});

test("names are unique within an experiment, so a load can be taken up again", () => {
  const names = plans.map(({ experiment, name }) => `${experiment}/${name}`);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(40);
});

test("every role is somebody's", () => {
  expect(new Set(personKeys.flatMap((key) => [...people[key].roles]))).toEqual(new Set(roles));
});

describe.each(stories)("$name", (story) => {
  test("makes its versions from planned, finished runs", () => {
    for (const name of story.versions) {
      const plan = plans.find((p) => p.name === name && story.experiments.includes(p.experiment));
      expect(plan, name).toBeDefined();
      expect(plan?.fate, name).toBeUndefined();
    }
  });

  test("decides by the roles its policy asks for", () => {
    for (const { stage, votes } of story.gates) {
      const tier = story.answers ? tierOf(story.answers) : "unclassified";
      const { quorum } = defaultPolicies[tier][stage];
      for (const { by } of votes)
        expect(
          people[by].roles.some((role) => role in quorum),
          `${by} at ${stage}`,
        ).toBe(true);
    }
  });

  test("promotes only what its checks let through, each no worse than the one before", () => {
    const measured = story.gates
      .filter(({ stage, votes }) => stage === "production" && votes.length > 0)
      .map(({ run }) => {
        const plan = plans.find((p) => p.name === run && story.experiments.includes(p.experiment));
        return plan?.train().metrics ?? {};
      });
    const values = measured.map((metrics) => metrics[story.metric?.name ?? ""] ?? Number.NaN);
    for (const value of values) expect(value).toBeGreaterThanOrEqual(story.metric?.limit ?? 0);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    if (story.answers && tierOf(story.answers) === "high")
      for (const { demographic_parity_difference } of measured)
        expect(demographic_parity_difference).toBeLessThanOrEqual(0.1);
  });
});
