/**
 * −(1/n) Σ [y ln p + (1 − y) ln(1 − p)], in nats, p clipped to [ε, 1 − ε] with ε = 2⁻⁵².
 * `labels` are 0 or 1, `scores` probabilities of 1, both of length n. Source: Good, JRSS B 14, 1952; clipping as scikit-learn.
 */
export function logLoss(labels: readonly number[], scores: readonly number[]): number {
  const total = labels.reduce((sum, label, i) => {
    const p = Math.min(Math.max(scores[i] ?? Number.NaN, Number.EPSILON), 1 - Number.EPSILON);
    return sum - (label === 1 ? Math.log(p) : Math.log(1 - p));
  }, 0);
  return total / labels.length;
}
