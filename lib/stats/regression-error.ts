/** √((1/n) Σ (ŷ − y)²), in the unit of y. Source: Gauss, Theoria combinationis, 1821. */
export function rmse(actual: readonly number[], predicted: readonly number[]): number {
  const total = actual.reduce((sum, y, i) => sum + ((predicted[i] ?? Number.NaN) - y) ** 2, 0);
  return Math.sqrt(total / actual.length);
}

/** (1/n) Σ |ŷ − y|, in the unit of y. Source: Willmott and Matsuura, Climate Research 30(1), 2005. */
export function mae(actual: readonly number[], predicted: readonly number[]): number {
  const total = actual.reduce((sum, y, i) => sum + Math.abs((predicted[i] ?? Number.NaN) - y), 0);
  return total / actual.length;
}
