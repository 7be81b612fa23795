import type { Table } from "./table";

export type Point = { step: number; values: Record<string, number> };

/** A trained two-class model, with what its training left behind. */
export type Trained = {
  /** Probabilities of class 1, one per row. */
  score: (rows: readonly (readonly number[])[]) => number[];
  curve: Point[];
  importance: Record<string, number>;
  /** What model.json holds; `scorer.py` reads the same fields. */
  json: object;
};

export type Scaling = { means: number[]; deviations: number[] };

export function scalingOf({ features, rows }: Table): Scaling {
  const means = features.map((_, j) => mean(rows.map((row) => row[j] ?? 0)));
  const deviations = features.map((_, j) => {
    const centre = means[j] ?? 0;
    return Math.sqrt(mean(rows.map((row) => ((row[j] ?? 0) - centre) ** 2))) || 1;
  });
  return { means, deviations };
}

export function scaled(row: readonly number[], { means, deviations }: Scaling): number[] {
  return row.map((x, j) => (x - (means[j] ?? 0)) / (deviations[j] ?? 1));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

/** Shares of the whole, so that importances of different learners can be read side by side. */
export function shares(
  features: readonly string[],
  weights: readonly number[],
): Record<string, number> {
  const total = weights.reduce((sum, w) => sum + w, 0) || 1;
  return Object.fromEntries(features.map((name, j) => [name, (weights[j] ?? 0) / total]));
}
