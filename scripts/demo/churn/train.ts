import { rocAuc } from "@/lib/stats/roc";

import { trainBoostedTrees } from "../learners/boosted-trees";
import { classifierOutcome } from "../learners/classifier";
import { trainLogistic } from "../learners/logistic";
import type { Trained } from "../learners/model";
import { trainNeighbours } from "../learners/neighbours";
import { split, type Split } from "../learners/table";
import type { RunPlan } from "../story";
import { churnTable } from "./data";

const data = split(churnTable(2027));
const decision = { threshold: 0.4 };

type Plan = Omit<RunPlan, "author" | "train">;

function plan(of: Plan, train: (data: Split) => Trained): RunPlan {
  return {
    ...of,
    author: "researcher",
    params: { ...of.params, ...decision },
    train: () => classifierOutcome(data, "probability_of_leaving", decision, train),
  };
}

function logistic(
  of: Omit<Plan, "params">,
  learning_rate: number,
  positive_weight = 1,
  epochs = 35,
): RunPlan {
  const params = { learning_rate, l2: 0.001, epochs, positive_weight };
  return plan({ ...of, params: { model: "logistic_regression", ...params } }, (d) =>
    trainLogistic(d, params),
  );
}

const boosting = (depth: number, learning_rate: number) => ({
  rounds: 40,
  depth,
  learning_rate,
  min_child_weight: 3,
  positive_weight: 1,
});

function trees(of: Omit<Plan, "params">, depth: number, learning_rate: number): RunPlan {
  const params = boosting(depth, learning_rate);
  return plan({ ...of, params: { model: "boosted_trees", ...params } }, (d) =>
    trainBoostedTrees(d, params),
  );
}

function neighbours(of: Omit<Plan, "params">, count: number): RunPlan {
  const params = { model: "nearest_neighbours", neighbours: count };
  return plan({ ...of, params }, (d) => trainNeighbours(d, { neighbours: count }));
}

const baselines = { experiment: "churn-baselines", sourceName: "notebooks/churn_baselines.ipynb" };
const boosted = { experiment: "churn-boosting", sourceName: "train_churn.py" };

export const churnRuns: RunPlan[] = [
  logistic({ ...baselines, name: "logistic", when: [55, "09:35"] }, 0.3),
  logistic({ ...baselines, name: "logistic-weighted", when: [55, "14:10"] }, 0.3, 3),
  logistic({ ...baselines, name: "logistic-slow", when: [54, "10:25"] }, 0.03),
  // Steps this long overflow: the curve ends in NaN, as it would for anyone.
  logistic(
    {
      ...baselines,
      name: "logistic-diverged",
      when: [54, "15:40"],
      fate: "failed",
      note: "Learning rate far too high.",
    },
    1e200,
    1,
    12,
  ),
  neighbours({ ...baselines, name: "neighbours-15", when: [53, "11:00"] }, 15),
  neighbours({ ...baselines, name: "neighbours-45", when: [53, "13:15"] }, 45),
  logistic(
    {
      ...baselines,
      name: "wrong-split",
      when: [52, "16:30"],
      fate: "deleted",
      note: "Holdout leaked into training.",
    },
    0.1,
    1,
    10,
  ),
  trees({ ...boosted, name: "trees-depth2", when: [31, "10:50"] }, 2, 0.15),
  trees({ ...boosted, name: "trees-depth3", when: [29, "14:30"] }, 3, 0.15),
  trees({ ...boosted, name: "trees-depth3-fast", when: [23, "09:45"] }, 3, 0.4),
  trees({ ...boosted, name: "trees-depth4", when: [11, "13:55"] }, 4, 0.1),
];

/** The deepest trees on subscribers of a later month, for a result that arrives after its gate was asked for. */
export function laterAuc(): number {
  const later = churnTable(2032, 1500);
  const trained = trainBoostedTrees(data, boosting(4, 0.1));
  return rocAuc(later.labels, trained.score(later.rows));
}
