/**
 * Expected calibration error: Σ (nᵦ/n) |mean score − share of 1| over `bins` equal-width bins of [0, 1],
 * each (a, b] and the first closed. In [0, 1]; empty bins count nothing.
 * Source: Naeini, Cooper and Hauskrecht, AAAI 2015; right-closed bins as Guo et al., ICML 2017.
 */
export function calibrationError(
  labels: readonly number[],
  scores: readonly number[],
  bins = 10,
): number {
  const cells = Array.from({ length: bins }, () => ({ gap: 0 }));
  labels.forEach((label, i) => {
    const score = scores[i] ?? Number.NaN;
    const cell = cells[Math.max(Math.ceil(score * bins) - 1, 0)];
    if (cell) cell.gap += score - label;
  });
  return cells.reduce((sum, { gap }) => sum + Math.abs(gap), 0) / labels.length;
}
