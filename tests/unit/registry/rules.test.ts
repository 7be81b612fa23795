import { expect, test } from "vitest";

import {
  aliasFault,
  aliasName,
  mustStay,
  questions,
  tierOf,
  tiers,
  type TierAnswers,
} from "@/lib/registry/rules";

const least: TierAnswers = {
  reach: "internal",
  autonomy: "advises",
  use: "insight",
  harm: "small",
};

test("harmless use inside the house is low risk", () => {
  expect(tierOf(least)).toBe("low");
});

test("a purpose with severe consequences is high risk as soon as more than staff feel it", () => {
  expect(tierOf({ ...least, harm: "severe" })).toBe("moderate");
  expect(tierOf({ ...least, harm: "severe", reach: "limited" })).toBe("high");
  expect(tierOf({ ...least, use: "consequential", autonomy: "automatic" })).toBe("high");
});

test("wide exposure alone makes no more than moderate risk", () => {
  expect(tierOf({ ...least, reach: "broad", autonomy: "automatic" })).toBe("moderate");
});

test("a heavier answer never lowers the tier", () => {
  for (const answers of everyAnswer())
    for (const { id, answers: offered } of questions) {
      const at = offered.findIndex(({ value }) => value === answers[id]);
      const heavier = offered[at + 1];
      if (heavier)
        expect(weight({ ...answers, [id]: heavier.value })).toBeGreaterThanOrEqual(weight(answers));
    }
});

test("an answer that is not offered is refused", () => {
  expect(() => tierOf({ ...least, harm: "none" })).toThrow("harm");
});

test("reserved and malformed aliases are named as such", () => {
  expect(aliasFault("champion")).toBeNull();
  expect(aliasFault("Latest")).toContain("reserved");
  expect(aliasFault("v12")).toContain("reserved");
  expect(aliasFault("a b")).toContain("Invalid alias name");
});

test("what a gate let in, or serves a classified model, stays until a gate retires it", () => {
  expect(mustStay({ tier: "low" }, { stage: "production" }, false)).toBe(true);
  expect(mustStay({ tier: null }, { stage: "production" }, false)).toBe(false);
  expect(mustStay({ tier: "high" }, { stage: "staging" }, false)).toBe(false);
  expect(mustStay({ tier: null }, { stage: "staging" }, true)).toBe(true);
  expect(mustStay({ tier: "high" }, { stage: "experimental" }, true)).toBe(true);
  expect(mustStay({ tier: "high" }, { stage: "retired" }, true)).toBe(false);
});

test.each(["Champion", "CHAMPION", "ｃｈａｍｐｉｏｎ", "сhаmріоn", "champıon", "champion"])(
  "the champion's alias is one alias, however it is written: %s",
  (alias) => {
    expect(aliasName(alias)).toBe("champion");
  },
);

test("other aliases are kept as they are", () => {
  for (const alias of ["Challenger", "champion-eu", "champions"])
    expect(aliasName(alias)).toBe(alias);
});

const weight = (answers: TierAnswers) => tiers.indexOf(tierOf(answers));

function everyAnswer(): TierAnswers[] {
  let all: TierAnswers[] = [least];
  for (const { id, answers } of questions)
    all = all.flatMap((one) => answers.map(({ value }) => ({ ...one, [id]: value })));
  return all;
}
