import { trainBoostedTrees } from "../learn/boosted-trees";
import { trainLogistic } from "../learn/logistic";
import { fraudTable } from "../tables/fraud";
import { split } from "../tables/table";
import { classifierOutcome, type Outcome, type RunPlan } from "./run-plan";

const data = split(fraudTable(2028));
const output = "probability_of_fraud";
const decision = { threshold: 0.2 };
const common = { experiment: "card-fraud-screening", author: "scientist" } as const;

function logistic(name: string, daysAgo: number, positive_weight: number): RunPlan {
  const params = { learning_rate: 0.3, l2: 0.0005, epochs: 45, positive_weight };
  return {
    ...common,
    name,
    daysAgo,
    sourceName: "train_fraud.py",
    params: { model: "logistic_regression", ...params, ...decision },
    train: () => classifierOutcome(data, output, decision, (d) => trainLogistic(d, params)),
  };
}

function trees(
  name: string,
  daysAgo: number,
  depth: number,
  rounds = 40,
  change: (outcome: Outcome) => Outcome = (outcome) => outcome,
): RunPlan {
  const params = {
    rounds,
    depth,
    learning_rate: 0.12,
    min_child_weight: 2,
    positive_weight: 1,
  };
  return {
    ...common,
    name,
    daysAgo,
    sourceName: "train_fraud.py",
    params: { model: "boosted_trees", ...params, ...decision },
    train: () =>
      change(classifierOutcome(data, output, decision, (d) => trainBoostedTrees(d, params))),
  };
}

export const fraudPlan: RunPlan[] = [
  logistic("logistic", 30, 1),
  logistic("logistic-weighted", 29, 8),
  // Logged without its dataset, so its lineage is incomplete and a gate can say so.
  trees("trees-quick-look", 19, 2, 15, (outcome) => ({ ...outcome, datasets: [] })),
  trees("trees-depth2", 14, 2),
  trees("trees-depth3", 9, 3),
];
