import { trainFactorisation } from "../learn/factorisation";
import { ratingsTable } from "../tables/ratings";
import { digest } from "../tables/table";
import { pretty, type Outcome, type RunPlan } from "./run-plan";

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

const runs: [name: string, factors: number, regularisation: number, daysAgo: number][] = [
  ["popularity", 0, 0.05, 26],
  ["factors-2", 2, 0.05, 24],
  ["factors-4", 4, 0.05, 23],
  ["factors-8", 8, 0.05, 13],
  ["factors-8-regularised", 8, 0.15, 12],
  ["factors-16", 16, 0.05, 5],
];

export const recommenderPlan: RunPlan[] = runs.map(([name, factors, regularisation, daysAgo]) => ({
  experiment: "recommender-factorisation",
  author: "researcher",
  name,
  daysAgo,
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
