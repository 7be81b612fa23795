/** Counts of a two-class classifier: labels and predictions are 0 or 1, 1 being the favoured or sought class. */
export type Confusion = { tp: number; fp: number; fn: number; tn: number };

/** Throws RangeError unless both arrays have the same length. */
export function confusion(labels: readonly number[], predictions: readonly number[]): Confusion {
  if (labels.length !== predictions.length)
    throw new RangeError("Labels and predictions differ in length.");
  const counts = { tp: 0, fp: 0, fn: 0, tn: 0 };
  labels.forEach((label, i) => {
    const hit = predictions[i] === 1;
    if (label === 1) counts[hit ? "tp" : "fn"] += 1;
    else counts[hit ? "fp" : "tn"] += 1;
  });
  return counts;
}

/** (TP + TN) / n, in [0, 1]; NaN without rows. Source: ISO/IEC TS 4213:2022. */
export function accuracy({ tp, fp, fn, tn }: Confusion): number {
  return (tp + tn) / (tp + fp + fn + tn);
}

/** TP / (TP + FP), in [0, 1]; 0 when nothing was predicted positive, as scikit-learn's zero_division=0. */
export function precision({ tp, fp }: Confusion): number {
  return tp + fp === 0 ? 0 : tp / (tp + fp);
}

/** TP / (TP + FN), in [0, 1]; 0 when there is no positive label. */
export function recall({ tp, fn }: Confusion): number {
  return tp + fn === 0 ? 0 : tp / (tp + fn);
}

/** 2·TP / (2·TP + FP + FN), the harmonic mean of precision and recall. Source: van Rijsbergen 1979. */
export function f1({ tp, fp, fn }: Confusion): number {
  return tp + fp + fn === 0 ? 0 : (2 * tp) / (2 * tp + fp + fn);
}

/** (TP + FP) / n: the share of rows predicted positive. */
export function selectionRate({ tp, fp, fn, tn }: Confusion): number {
  return (tp + fp) / (tp + fp + fn + tn);
}
