import { scaled, scalingOf, shares, type Trained } from "./model";
import type { Split } from "./table";

export type NeighbourParams = { neighbours: number };

/** The share of class 1 among the k nearest training rows, by Euclidean distance on standardised features. */
export function trainNeighbours({ train }: Split, { neighbours }: NeighbourParams): Trained {
  const scaling = scalingOf(train);
  const rows = train.rows.map((row) => scaled(row, scaling));
  const score = (row: readonly number[]): number => {
    const at = scaled(row, scaling);
    const nearest = rows
      .map((other, i) => ({ i, distance: distance(at, other) }))
      .toSorted((a, b) => a.distance - b.distance)
      .slice(0, neighbours);
    return nearest.reduce((sum, { i }) => sum + (train.labels[i] ?? 0), 0) / neighbours;
  };
  return {
    score: (asked) => asked.map(score),
    curve: [],
    importance: shares(
      train.features,
      train.features.map(() => 1),
    ),
    json: { kind: "neighbours", features: train.features, neighbours, ...scaling },
  };
}

function distance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, x, j) => sum + (x - (b[j] ?? 0)) ** 2, 0);
}
