export type RocPoint = { fpr: number; tpr: number; threshold: number };

/**
 * The receiver operating characteristic from (0, 0) to (1, 1): one point per distinct score, falling thresholds.
 * `labels` are 0 or 1, `scores` any real number, higher meaning more likely 1.
 * Source: Fawcett, "An introduction to ROC analysis", Pattern Recognition Letters 27(8), 2006, algorithm 1.
 */
export function rocCurve(labels: readonly number[], scores: readonly number[]): RocPoint[] {
  const positives = labels.filter((label) => label === 1).length;
  const negatives = labels.length - positives;
  const points: RocPoint[] = [{ fpr: 0, tpr: 0, threshold: Number.POSITIVE_INFINITY }];
  let [tp, fp] = [0, 0];
  const order = labels.map((_, i) => i).toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  order.forEach((row, at) => {
    if (labels[row] === 1) tp += 1;
    else fp += 1;
    const threshold = scores[row] ?? Number.NaN;
    const next = order[at + 1];
    // Tied scores share one point, or the curve would depend on their order.
    if (next === undefined || scores[next] !== threshold)
      points.push({ fpr: fp / negatives, tpr: tp / positives, threshold });
  });
  return points;
}

/**
 * Area under the ROC curve by the trapezium rule; equals P(score⁺ > score⁻) + ½ P(tie). In [0, 1]; NaN with one class.
 * Source: Hanley and McNeil, Radiology 143(1), 1982.
 */
export function rocAuc(labels: readonly number[], scores: readonly number[]): number {
  const points = rocCurve(labels, scores);
  return points.slice(1).reduce((area, { fpr, tpr }, i) => {
    const from = points[i] ?? { fpr: 0, tpr: 0 };
    return area + ((fpr - from.fpr) * (tpr + from.tpr)) / 2;
  }, 0);
}
