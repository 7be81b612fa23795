import { describe, expect, test } from "vitest";

import { averagePrecision } from "@/lib/stats/average-precision";
import { brierScore } from "@/lib/stats/brier-score";
import { calibrationError } from "@/lib/stats/calibration-error";
import { accuracy, confusion, f1, precision, recall } from "@/lib/stats/confusion";
import {
  demographicParityDifference,
  equalOpportunityDifference,
} from "@/lib/stats/group-difference";
import { logLoss } from "@/lib/stats/log-loss";
import { seededRandom } from "@/lib/stats/random";
import { ndcg, recallAt } from "@/lib/stats/ranking";
import { mae, rmse } from "@/lib/stats/regression-error";
import { rocAuc, rocCurve } from "@/lib/stats/roc";
import golden from "@/tests/golden/stats.json";

describe("classification agrees with scikit-learn", () => {
  const { labels, scores, predictions, groups, ...expected } = golden.classification;
  const counts = confusion(labels, predictions);
  const computed = {
    accuracy: accuracy(counts),
    precision: precision(counts),
    recall: recall(counts),
    f1: f1(counts),
    log_loss: logLoss(labels, scores),
    brier: brierScore(labels, scores),
    roc_auc: rocAuc(labels, scores),
    average_precision: averagePrecision(labels, scores),
    calibration_error: calibrationError(labels, scores),
    demographic_parity_difference: demographicParityDifference(labels, predictions, groups),
    equal_opportunity_difference: equalOpportunityDifference(labels, predictions, groups),
  };
  for (const [name, value] of Object.entries(computed))
    test(name, () => {
      expect(value).toBeCloseTo(Reflect.get(expected, name), 12);
    });
});

test("regression errors agree with scikit-learn", () => {
  const { actual, predicted, ...expected } = golden.regression;
  expect(rmse(actual, predicted)).toBeCloseTo(expected.rmse, 12);
  expect(mae(actual, predicted)).toBeCloseTo(expected.mae, 12);
});

test("ranking gains agree with scikit-learn", () => {
  const { gains, ndcg_10, ndcg_25 } = golden.ranking;
  expect(ndcg(gains, 10)).toBeCloseTo(ndcg_10, 12);
  expect(ndcg(gains, 25)).toBeCloseTo(ndcg_25, 12);
  expect(recallAt([1, 0, 0, 2, 1], 2)).toBeCloseTo(1 / 3, 12);
});

test("group differences agree with Fairlearn's documentation example", () => {
  const labels = [0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1];
  const predictions = [0, 0, 1, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 0];
  const groups = "bbabbcccaacabccbcc".split("");
  expect(demographicParityDifference(labels, predictions, groups)).toBeCloseTo(0.25, 12);
  expect(equalOpportunityDifference(labels, predictions, groups)).toBeCloseTo(0.2, 12);
});

test("the random stream is xoshiro128** of its seed", () => {
  const random = seededRandom(golden.random.seed);
  expect(golden.random.words.map(() => random.next() * 4_294_967_296)).toEqual(golden.random.words);
});

describe("edge cases", () => {
  test("without a positive label precision, recall, F1 and average precision are 0", () => {
    const counts = confusion([0, 0], [0, 0]);
    expect([precision(counts), recall(counts), f1(counts)]).toEqual([0, 0, 0]);
    expect(averagePrecision([0, 0], [0.2, 0.4])).toBe(0);
  });

  test("a certain wrong answer costs a large but finite log loss", () => {
    expect(logLoss([1, 0], [0, 1])).toBeCloseTo(36.0436533891, 8);
  });

  test("tied scores make one point of the ROC curve and an area of one half", () => {
    expect(rocCurve([1, 0, 1, 0], [0.5, 0.5, 0.5, 0.5])).toHaveLength(2);
    expect(rocAuc([1, 0, 1, 0], [0.5, 0.5, 0.5, 0.5])).toBe(0.5);
  });

  test("arrays of different length are refused", () => {
    expect(() => confusion([1], [1, 0])).toThrow(RangeError);
  });

  test("a shuffle keeps every element", () => {
    const from = Array.from({ length: 50 }, (_, i) => i);
    expect(
      seededRandom(1)
        .shuffled(from)
        .toSorted((a, b) => a - b),
    ).toEqual(from);
  });
});
