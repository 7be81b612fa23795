/**
 * Σ (Rₙ − Rₙ₋₁) Pₙ over falling thresholds, tied scores as one threshold; in [0, 1]; 0 without a positive label.
 * Source: Zhu, "Recall, precision and average precision", University of Waterloo, 2004; as scikit-learn.
 */
export function averagePrecision(labels: readonly number[], scores: readonly number[]): number {
  const positives = labels.filter((label) => label === 1).length;
  if (positives === 0) return 0;
  const order = labels.map((_, i) => i).toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  let [hits, recallBefore, area] = [0, 0, 0];
  order.forEach((row, at) => {
    if (labels[row] === 1) hits += 1;
    const next = order[at + 1];
    if (next !== undefined && scores[next] === scores[row]) return;
    const recall = hits / positives;
    area += (recall - recallBefore) * (hits / (at + 1));
    recallBefore = recall;
  });
  return area;
}
