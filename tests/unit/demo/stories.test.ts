import { describe, expect, test } from "vitest";

import { roles } from "@/lib/auth/rules";
import { defaultPolicies } from "@/lib/gates/policies/default-policies";
import { tierOf } from "@/lib/registry/rules";
import { calendar, type When } from "@/scripts/demo/calendar";
import { momentsOf } from "@/scripts/demo/moments";
import { personKeys, people } from "@/scripts/demo/people";
import { stories } from "@/scripts/demo/stories";
import type { ModelStory } from "@/scripts/demo/story";

const { at } = calendar(new Date("2026-11-26T10:00:00Z"));
const plans = stories.flatMap(({ runs }) => runs);
const minutes = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 60_000;

test("training again gives the same numbers and files", () => {
  for (const { runs } of stories) {
    const plan = runs[1] ?? runs[0];
    expect(plan?.train()).toEqual(plan?.train());
  }
});

test("names are unique within an experiment, so a load can be taken up again", () => {
  const names = plans.map(({ experiment, name }) => `${experiment}/${name}`);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(40);
});

test("every role is somebody's", () => {
  expect(new Set(personKeys.flatMap((key) => [...people[key].roles]))).toEqual(new Set(roles));
});

test("no two things happen within the two minutes a run may take, so the log is in order", () => {
  const moments = momentsOf(stories, calendar(new Date("2026-11-26T10:00:00Z")));
  const gaps = moments.slice(1).map(({ now }, i) => minutes(moments[i]?.now ?? now, now));
  expect(Math.min(...gaps)).toBeGreaterThan(2);
  expect(moments.length).toBeGreaterThan(120);
});

describe.each(stories)("$name", (story) => {
  test("makes its versions from its own finished runs, after the model and they were there", () => {
    for (const { run, when } of story.versions) {
      const plan = story.runs.find(({ name }) => name === run);
      expect(plan, run).toBeDefined();
      expect(plan?.fate, run).toBeUndefined();
      expect(isBefore(plan?.when, when), run).toBe(true);
      expect(isBefore(story.created, when), run).toBe(true);
    }
  });

  test("asks, votes and withdraws in order", () => {
    for (const { run, when, late, votes, withdrawn } of story.gates) {
      const registered = story.versions.find((version) => version.run === run)?.when;
      const after = [late?.when, ...votes.map((vote) => vote.when), withdrawn?.when];
      const times = [registered, when, ...after].filter((time) => time !== undefined);
      for (const [i, time] of times.slice(1).entries())
        expect(isBefore(times[i], time), `${run} at ${JSON.stringify(time)}`).toBe(true);
    }
  });

  test("says of every experiment what it is for", () => {
    expect(new Set(Object.keys(story.experiments))).toEqual(
      new Set(story.runs.map(({ experiment }) => experiment)),
    );
  });

  test("decides by the roles its policy asks for", () => {
    for (const { stage, votes } of story.gates) {
      const { quorum } = defaultPolicies[tier(story)][stage];
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
      .map(({ run }) => story.runs.find(({ name }) => name === run)?.train().metrics ?? {});
    const { metric } = story.declared ?? {};
    const values = measured.map((metrics) => metrics[metric?.name ?? ""] ?? Number.NaN);
    for (const value of values) expect(value).toBeGreaterThanOrEqual(metric?.limit ?? 0);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    if (tier(story) === "high")
      for (const { demographic_parity_difference } of measured)
        expect(demographic_parity_difference).toBeLessThanOrEqual(0.1);
  });
});

function tier({ declared }: ModelStory) {
  return declared ? tierOf(declared.answers) : "unclassified";
}

function isBefore(first: When | undefined, second: When): boolean {
  return first !== undefined && at(first) < at(second);
}
