import { averagePrecision } from "@/lib/stats/average-precision";
import { brierScore } from "@/lib/stats/brier-score";
import { calibrationError } from "@/lib/stats/calibration-error";
import { accuracy, confusion, f1, precision, recall, type Confusion } from "@/lib/stats/confusion";
import {
  demographicParityDifference,
  equalOpportunityDifference,
} from "@/lib/stats/group-difference";
import { logLoss } from "@/lib/stats/log-loss";
import { rocAuc, rocCurve, type RocPoint } from "@/lib/stats/roc";

import type { Table } from "./table";

export type Evaluation = {
  metrics: Record<string, number>;
  counts: Confusion;
  roc: RocPoint[];
};

/** One threshold for everybody, or one per group. */
export type Thresholds = number | Record<string, number>;

export function evaluate(table: Table, scores: number[], thresholds: Thresholds): Evaluation {
  const { labels, groups } = table;
  const limit = (i: number): number =>
    typeof thresholds === "number" ? thresholds : (thresholds[groups[i] ?? ""] ?? 0.5);
  const predictions = scores.map((score, i) => (score >= limit(i) ? 1 : 0));
  const counts = confusion(labels, predictions);
  return {
    counts,
    roc: rocCurve(labels, scores),
    metrics: {
      accuracy: accuracy(counts),
      precision: precision(counts),
      recall: recall(counts),
      f1: f1(counts),
      log_loss: logLoss(labels, scores),
      roc_auc: rocAuc(labels, scores),
      average_precision: averagePrecision(labels, scores),
      brier_score: brierScore(labels, scores),
      calibration_error: calibrationError(labels, scores),
      demographic_parity_difference: demographicParityDifference(labels, predictions, groups),
      equal_opportunity_difference: equalOpportunityDifference(labels, predictions, groups),
    },
  };
}

/** Per group the threshold that selects the same share of its training rows, so that decision rates agree. */
export function parityThresholds(table: Table, scores: number[], share: number): Thresholds {
  const entries = [...new Set(table.groups)].map((group) => {
    const own = scores.filter((_, i) => table.groups[i] === group).toSorted((a, b) => b - a);
    return [group, own[Math.floor(share * own.length)] ?? 0.5] as const;
  });
  return Object.fromEntries(entries);
}
