import type { When } from "../calendar";
import { pretty } from "../files";
import { trainFactorisation } from "../learners/factorisation";
import { digest } from "../learners/table";
import type { Outcome, RunPlan } from "../story";
import { ratingsTable } from "./data";

const ratings = ratingsTable(2029);

function recommend(factors: number, regularisation: number): Outcome {
  const { curve, metrics, json } = trainFactorisation(ratings, {
    factors,
    regularisation,
    learning_rate: 0.03,
    epochs: 25,
    seed: 7,
  });
  const rows = ratings.train.length;
  return {
    curve,
    metrics,
    datasets: [
      {
        name: "product-ratings",
        digest: digest(ratings.train),
        context: "training",
        schema: {
          mlflow_colspec: ["user", "item", "value"].map((name) => ({
            type: name === "value" ? "double" : "long",
            name,
            required: true,
          })),
        },
        profile: { num_rows: rows, num_elements: 3 * rows },
      },
    ],
    model: {
      features: ["user", "item"],
      output: "rating",
      json: { features: ["user", "item"], ...json },
    },
    files: [
      { path: "evaluation/report.json", type: "application/json", content: pretty({ metrics }) },
    ],
  };
}

const runs: [name: string, factors: number, regularisation: number, when: When][] = [
  ["popularity", 0, 0.05, [59, "10:30"]],
  ["factors-2", 2, 0.05, [52, "09:40"]],
  ["factors-4", 4, 0.05, [51, "11:25"]],
  ["factors-8", 8, 0.05, [33, "10:00"]],
  ["factors-8-regularised", 8, 0.15, [19, "11:45"]],
  ["factors-16", 16, 0.05, [9, "10:10"]],
];

export const recommenderRuns: RunPlan[] = runs.map(([name, factors, regularisation, when]) => ({
  experiment: "recommender-factorisation",
  author: "researcher",
  name,
  when,
  sourceName: "recommender/train.py",
  params: {
    model: "factorisation",
    factors,
    regularisation,
    learning_rate: 0.03,
    epochs: 25,
    seed: 7,
  },
  train: () => recommend(factors, regularisation),
}));
