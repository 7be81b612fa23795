import { logLoss } from "@/lib/stats/log-loss";
import { rocAuc } from "@/lib/stats/roc";

import { scaled, scalingOf, shares, type Point, type Trained } from "./model";
import { sigmoid, type Split } from "./table";

export type LogisticParams = {
  learning_rate: number;
  l2: number;
  epochs: number;
  positive_weight: number;
};

/** Logistic regression by full-batch gradient descent with momentum on standardised features. */
export function trainLogistic({ train, holdout }: Split, params: LogisticParams): Trained {
  const scaling = scalingOf(train);
  const [inner, outer] = [train, holdout].map((t) => t.rows.map((row) => scaled(row, scaling)));
  const weights = train.features.map(() => 0);
  const state = { bias: 0, biasSpeed: 0, speeds: train.features.map(() => 0) };
  const curve: Point[] = [];
  const margin = (row: readonly number[]): number =>
    row.reduce((sum, x, j) => sum + x * (weights[j] ?? 0), state.bias);
  for (let step = 0; step < params.epochs; step++) {
    const gradient = gradientOf(inner ?? [], train.labels, margin, params);
    gradient.weights.forEach((g, j) => {
      const speed =
        0.8 * (state.speeds[j] ?? 0) - params.learning_rate * (g + params.l2 * (weights[j] ?? 0));
      state.speeds[j] = speed;
      weights[j] = (weights[j] ?? 0) + speed;
    });
    state.biasSpeed = 0.8 * state.biasSpeed - params.learning_rate * gradient.bias;
    state.bias += state.biasSpeed;
    const scores = (outer ?? []).map((row) => sigmoid(margin(row)));
    curve.push({
      step,
      values: {
        train_log_loss: logLoss(
          train.labels,
          (inner ?? []).map((row) => sigmoid(margin(row))),
        ),
        val_log_loss: logLoss(holdout.labels, scores),
        val_roc_auc: rocAuc(holdout.labels, scores),
      },
    });
  }
  return {
    score: (rows) => rows.map((row) => sigmoid(margin(scaled(row, scaling)))),
    curve,
    importance: shares(train.features, weights.map(Math.abs)),
    json: { kind: "logistic", features: train.features, ...scaling, weights, bias: state.bias },
  };
}

function gradientOf(
  rows: readonly (readonly number[])[],
  labels: readonly number[],
  margin: (row: readonly number[]) => number,
  { positive_weight }: LogisticParams,
): { weights: number[]; bias: number } {
  const weights = (rows[0] ?? []).map(() => 0);
  let [bias, mass] = [0, 0];
  rows.forEach((row, i) => {
    const weight = labels[i] === 1 ? positive_weight : 1;
    const error = weight * (sigmoid(margin(row)) - (labels[i] ?? 0));
    row.forEach((x, j) => (weights[j] = (weights[j] ?? 0) + error * x));
    bias += error;
    mass += weight;
  });
  return { weights: weights.map((g) => g / mass), bias: bias / mass };
}
