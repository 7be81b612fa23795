/**
 * (1/n) Σ (p − y)², in [0, 1], lower is better. `labels` are 0 or 1, `scores` probabilities of 1.
 * Source: Brier, Monthly Weather Review 78(1), 1950, in the two-class form.
 */
export function brierScore(labels: readonly number[], scores: readonly number[]): number {
  const total = labels.reduce((sum, label, i) => sum + ((scores[i] ?? Number.NaN) - label) ** 2, 0);
  return total / labels.length;
}
