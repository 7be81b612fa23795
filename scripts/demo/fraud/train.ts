import type { When } from "../calendar";
import { trainBoostedTrees } from "../learners/boosted-trees";
import { classifierOutcome } from "../learners/classifier";
import { trainLogistic } from "../learners/logistic";
import { split } from "../learners/table";
import type { Outcome, RunPlan } from "../story";
import { fraudTable } from "./data";

const data = split(fraudTable(2028));
const output = "probability_of_fraud";
const decision = { threshold: 0.2 };
const common = { experiment: "card-fraud-screening", author: "scientist" } as const;

function logistic(name: string, when: When, positive_weight: number): RunPlan {
  const params = { learning_rate: 0.3, l2: 0.0005, epochs: 45, positive_weight };
  return {
    ...common,
    name,
    when,
    sourceName: "train_fraud.py",
    params: { model: "logistic_regression", ...params, ...decision },
    train: () => classifierOutcome(data, output, decision, (d) => trainLogistic(d, params)),
  };
}

function trees(
  name: string,
  when: When,
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
    when,
    sourceName: "train_fraud.py",
    params: { model: "boosted_trees", ...params, ...decision },
    train: () =>
      change(classifierOutcome(data, output, decision, (d) => trainBoostedTrees(d, params))),
  };
}

export const fraudRuns: RunPlan[] = [
  logistic("logistic", [41, "10:15"], 1),
  logistic("logistic-weighted", [40, "15:20"], 8),
  // Logged without its dataset, so its lineage is incomplete and a gate can say so.
  trees("trees-quick-look", [16, "16:40"], 2, 15, (outcome) => ({ ...outcome, datasets: [] })),
  trees("trees-depth2", [10, "11:35"], 2),
  trees("trees-depth3", [8, "10:20"], 3),
];
