import { trainBoostedTrees } from "../learn/boosted-trees";
import { trainLogistic } from "../learn/logistic";
import type { Trained } from "../learn/model";
import { trainNeighbours } from "../learn/neighbours";
import { churnTable } from "../tables/churn";
import { split, type Split } from "../tables/table";
import { classifierOutcome, type RunPlan } from "./run-plan";

const data = split(churnTable(2027));
const campaign = split(churnTable(2031, 1500));
const decision = { threshold: 0.4 };

type Params = Record<string, string | number>;
type Plan = Omit<RunPlan, "author" | "train">;

function plan(
  of: Plan,
  train: (data: Split) => Trained,
  { rows = data, output = "probability_of_leaving" } = {},
): RunPlan {
  return {
    ...of,
    author: "researcher",
    params: { ...of.params, ...decision },
    train: () => classifierOutcome(rows, output, decision, train),
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

function trees(of: Omit<Plan, "params">, depth: number, learning_rate: number): RunPlan {
  const params = { rounds: 40, depth, learning_rate, min_child_weight: 3, positive_weight: 1 };
  return plan({ ...of, params: { model: "boosted_trees", ...params } }, (d) =>
    trainBoostedTrees(d, params),
  );
}

function neighbours(of: Omit<Plan, "params">, count: number): RunPlan {
  const params: Params = { model: "nearest_neighbours", neighbours: count };
  return plan({ ...of, params }, (d) => trainNeighbours(d, { neighbours: count }));
}

const baselines = { experiment: "churn-baselines", sourceName: "notebooks/churn_baselines.ipynb" };
const boosting = { experiment: "churn-boosting", sourceName: "train_churn.py" };

export const churnPlan: RunPlan[] = [
  logistic({ ...baselines, name: "logistic", daysAgo: 36 }, 0.3),
  logistic({ ...baselines, name: "logistic-weighted", daysAgo: 35 }, 0.3, 3),
  logistic({ ...baselines, name: "logistic-slow", daysAgo: 34.5 }, 0.03),
  // Steps this long overflow: the curve ends in NaN, as it would for anyone.
  logistic(
    {
      ...baselines,
      name: "logistic-diverged",
      daysAgo: 34,
      fate: "failed",
      note: "Learning rate far too high.",
    },
    1e200,
    1,
    12,
  ),
  neighbours({ ...baselines, name: "neighbours-15", daysAgo: 33 }, 15),
  neighbours({ ...baselines, name: "neighbours-45", daysAgo: 32.5 }, 45),
  logistic(
    {
      ...baselines,
      name: "wrong-split",
      daysAgo: 31,
      fate: "deleted",
      note: "Holdout leaked into training.",
    },
    0.1,
    1,
    10,
  ),
  trees({ ...boosting, name: "trees-depth2", daysAgo: 22 }, 2, 0.15),
  trees({ ...boosting, name: "trees-depth3", daysAgo: 20 }, 3, 0.15),
  trees({ ...boosting, name: "trees-depth3-fast", daysAgo: 16 }, 3, 0.4),
  trees({ ...boosting, name: "trees-depth4", daysAgo: 11 }, 4, 0.1),
  plan(
    {
      experiment: "winback-offer",
      name: "campaign-trial",
      daysAgo: 8,
      sourceName: "notebooks/winback.ipynb",
      params: { model: "boosted_trees", rounds: 20, depth: 2, learning_rate: 0.2 },
    },
    (d) =>
      trainBoostedTrees(d, {
        rounds: 20,
        depth: 2,
        learning_rate: 0.2,
        min_child_weight: 3,
        positive_weight: 1,
      }),
    { rows: campaign, output: "probability_of_return" },
  ),
];
