import { confusion, recall, selectionRate, type Confusion } from "@/lib/stats/confusion";

/**
 * Demographic parity difference: largest minus smallest selection rate over the groups; in [0, 1], 0 is parity.
 * Source: Agarwal et al., "A reductions approach to fair classification", ICML 2018; between_groups in Fairlearn.
 */
export function demographicParityDifference(
  labels: readonly number[],
  predictions: readonly number[],
  groups: readonly string[],
): number {
  return spread(labels, predictions, groups, selectionRate);
}

/**
 * Equal opportunity difference: largest minus smallest true positive rate over the groups; in [0, 1].
 * Source: Hardt, Price and Srebro, NeurIPS 2016; between_groups in Fairlearn.
 */
export function equalOpportunityDifference(
  labels: readonly number[],
  predictions: readonly number[],
  groups: readonly string[],
): number {
  return spread(labels, predictions, groups, recall);
}

function spread(
  labels: readonly number[],
  predictions: readonly number[],
  groups: readonly string[],
  rate: (counts: Confusion) => number,
): number {
  const rates = [...new Set(groups)].map((group) => {
    const rows = labels.map((_, i) => i).filter((i) => groups[i] === group);
    const of = (values: readonly number[]): number[] => rows.map((i) => values[i] ?? Number.NaN);
    return rate(confusion(of(labels), of(predictions)));
  });
  return Math.max(...rates) - Math.min(...rates);
}
