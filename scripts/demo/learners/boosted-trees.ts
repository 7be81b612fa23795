import { logLoss } from "@/lib/stats/log-loss";
import { rocAuc } from "@/lib/stats/roc";

import { shares, type Point, type Trained } from "./model";
import { sigmoid, type Split, type Table } from "./table";

export type BoostingParams = {
  rounds: number;
  depth: number;
  learning_rate: number;
  min_child_weight: number;
  positive_weight: number;
};

type Node = { feature: number; threshold: number; left: Node; right: Node } | { leaf: number };
type Cell = { gradient: number; hessian: number };
type Fit = {
  table: Table;
  cuts: number[][];
  /** The cell of every value, by feature, found once because cuts never change. */
  cells: Uint8Array[];
  gradients: Float64Array;
  hessians: Float64Array;
  gains: number[];
  params: BoostingParams;
};

const cellCount = 24;
const ridge = 1;

/**
 * Gradient-boosted trees with the second-order gain over histogram cells.
 * Source: Chen and Guestrin, "XGBoost: a scalable tree boosting system", KDD 2016, equations 6 and 7.
 */
export function trainBoostedTrees({ train, holdout }: Split, params: BoostingParams): Trained {
  const fit = prepare(train, params);
  const prior = Math.log(meanOf(train.labels) / (1 - meanOf(train.labels)));
  const margins = { train: train.rows.map(() => prior), holdout: holdout.rows.map(() => prior) };
  const trees: Node[] = [];
  const curve: Point[] = [];
  const every = train.rows.map((_, i) => i);
  for (let step = 0; step < params.rounds; step++) {
    margins.train.forEach((margin, i) => {
      const p = sigmoid(margin);
      const weight = train.labels[i] === 1 ? params.positive_weight : 1;
      fit.gradients[i] = weight * (p - (train.labels[i] ?? 0));
      fit.hessians[i] = weight * p * (1 - p);
    });
    const tree = grow(fit, every, params.depth);
    trees.push(tree);
    train.rows.forEach(
      (row, i) => (margins.train[i] = (margins.train[i] ?? 0) + leafOf(tree, row)),
    );
    holdout.rows.forEach(
      (row, i) => (margins.holdout[i] = (margins.holdout[i] ?? 0) + leafOf(tree, row)),
    );
    const scores = margins.holdout.map(sigmoid);
    curve.push({
      step,
      values: {
        train_log_loss: logLoss(train.labels, margins.train.map(sigmoid)),
        val_log_loss: logLoss(holdout.labels, scores),
        val_roc_auc: rocAuc(holdout.labels, scores),
      },
    });
  }
  return {
    score: (rows) =>
      rows.map((row) => sigmoid(trees.reduce((sum, tree) => sum + leafOf(tree, row), prior))),
    curve,
    importance: shares(train.features, fit.gains),
    json: { kind: "boosted_trees", features: train.features, prior, trees },
  };
}

function prepare(table: Table, params: BoostingParams): Fit {
  const cuts = table.features.map((_, j) => {
    const sorted = table.rows.map((row) => row[j] ?? 0).toSorted((a, b) => a - b);
    const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
    return [...new Set(Array.from({ length: cellCount - 1 }, (_v, k) => at((k + 1) / cellCount)))];
  });
  const cells = cuts.map((edges, j) =>
    Uint8Array.from(table.rows, (row) => edges.filter((edge) => (row[j] ?? 0) > edge).length),
  );
  const size = table.rows.length;
  return {
    table,
    cuts,
    cells,
    params,
    gradients: new Float64Array(size),
    hessians: new Float64Array(size),
    gains: table.features.map(() => 0),
  };
}

function grow(fit: Fit, rows: readonly number[], depth: number): Node {
  const total = rows.reduce<Cell>(
    (sum, i) => ({
      gradient: sum.gradient + (fit.gradients[i] ?? 0),
      hessian: sum.hessian + (fit.hessians[i] ?? 0),
    }),
    { gradient: 0, hessian: 0 },
  );
  const cut = depth === 0 ? undefined : bestCut(fit, rows, total);
  if (!cut) return { leaf: (-fit.params.learning_rate * total.gradient) / (total.hessian + ridge) };
  const { feature, threshold, cell, gain } = cut;
  fit.gains[feature] = (fit.gains[feature] ?? 0) + gain;
  const goesLeft = (i: number): boolean => (fit.cells[feature]?.[i] ?? 0) <= cell;
  return {
    feature,
    threshold,
    left: grow(fit, rows.filter(goesLeft), depth - 1),
    right: grow(
      fit,
      rows.filter((i) => !goesLeft(i)),
      depth - 1,
    ),
  };
}

type Cut = { feature: number; cell: number; threshold: number; gain: number };

const worth = (g: number, h: number): number => (g * g) / (h + ridge);

function bestCut(fit: Fit, rows: readonly number[], total: Cell): Cut | undefined {
  let best: Cut | undefined;
  fit.cuts.forEach((edges, feature) => {
    const histogram = histogramOf(fit, rows, feature, edges.length + 1);
    let [g, h] = [0, 0];
    edges.forEach((threshold, cell) => {
      g += histogram[cell]?.gradient ?? 0;
      h += histogram[cell]?.hessian ?? 0;
      const rest = { gradient: total.gradient - g, hessian: total.hessian - h };
      if (Math.min(h, rest.hessian) < fit.params.min_child_weight) return;
      const gain =
        worth(g, h) + worth(rest.gradient, rest.hessian) - worth(total.gradient, total.hessian);
      if (gain > (best?.gain ?? 1e-6)) best = { feature, cell, threshold, gain };
    });
  });
  return best;
}

function histogramOf(fit: Fit, rows: readonly number[], feature: number, size: number): Cell[] {
  const histogram = Array.from({ length: size }, () => ({ gradient: 0, hessian: 0 }));
  const cells = fit.cells[feature];
  for (const i of rows) {
    const cell = histogram[cells?.[i] ?? 0];
    if (!cell) continue;
    cell.gradient += fit.gradients[i] ?? 0;
    cell.hessian += fit.hessians[i] ?? 0;
  }
  return histogram;
}

function leafOf(tree: Node, row: readonly number[]): number {
  let node = tree;
  while (!("leaf" in node))
    node = (row[node.feature] ?? 0) <= node.threshold ? node.left : node.right;
  return node.leaf;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}
