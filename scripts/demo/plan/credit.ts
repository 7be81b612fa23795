import { trainBoostedTrees, type BoostingParams } from "../learn/boosted-trees";
import { trainLogistic, type LogisticParams } from "../learn/logistic";
import { creditTable } from "../tables/credit";
import { split } from "../tables/table";
import { classifierOutcome, type Decision, type RunPlan } from "./run-plan";

const data = split(creditTable(2026));
const output = "probability_of_default";
const single: Decision = { threshold: 0.28 };
const parity: Decision = { sameShare: 0.2 };
const author = "scientist";

type Plan = Omit<RunPlan, "experiment" | "author" | "params" | "train">;

function logistic(plan: Plan, experiment: string, decision: Decision, params: LogisticParams) {
  return {
    ...plan,
    experiment,
    author,
    params: { model: "logistic_regression", ...params, ...decision },
    train: () => classifierOutcome(data, output, decision, (d) => trainLogistic(d, params)),
  } satisfies RunPlan;
}

function boosted(plan: Plan, experiment: string, decision: Decision, params: BoostingParams) {
  return {
    ...plan,
    experiment,
    author,
    params: { model: "boosted_trees", ...params, ...decision },
    train: () => classifierOutcome(data, output, decision, (d) => trainBoostedTrees(d, params)),
  } satisfies RunPlan;
}

const trees = (depth: number, learning_rate: number, rounds = 40): BoostingParams => ({
  rounds,
  depth,
  learning_rate,
  min_child_weight: 4,
  positive_weight: 1,
});

const baselines = [0.05, 0.1, 0.3].flatMap((learning_rate, i) =>
  [0.001, 0.1].map((l2, j) =>
    logistic(
      {
        name: `logistic-lr${learning_rate}-l2-${l2}`,
        daysAgo: 40 - 2 * i - j,
        sourceName: "train_baseline.py",
      },
      "credit-default-baselines",
      single,
      { learning_rate, l2, epochs: 40, positive_weight: 1 },
    ),
  ),
);

const grid = [2, 3, 4, 5].flatMap((depth, i) =>
  [0.1, 0.2].map((rate, j) =>
    boosted(
      {
        name: `trees-depth${depth}-lr${rate}`,
        parent: "grid-search",
        daysAgo: 27.8 - 0.1 * (2 * i + j),
        sourceName: "grid_search.py",
      },
      "credit-default-boosting",
      single,
      trees(depth, rate),
    ),
  ),
);

const parityRuns = [
  logistic(
    {
      name: "logistic-parity",
      daysAgo: 33,
      sourceName: "train_parity.py",
      note: "Per-group thresholds after the first fairness review.",
    },
    "credit-default-parity",
    parity,
    { learning_rate: 0.3, l2: 0.001, epochs: 40, positive_weight: 1 },
  ),
  ...[2, 3, 4].map((depth, i) =>
    boosted(
      { name: `trees-depth${depth}-parity`, daysAgo: 18 - 3 * i, sourceName: "train_parity.py" },
      "credit-default-parity",
      parity,
      trees(depth, 0.12, 45),
    ),
  ),
  boosted(
    { name: "trees-depth3-long", daysAgo: 0.02, fate: "running", sourceName: "train_parity.py" },
    "credit-default-parity",
    parity,
    trees(3, 0.05, 60),
  ),
];

export const creditPlan: RunPlan[] = [
  ...baselines,
  {
    experiment: "credit-default-boosting",
    name: "grid-search",
    author,
    daysAgo: 28,
    params: { search: "grid", depths: "2,3,4,5", learning_rates: "0.1,0.2" },
    sourceName: "grid_search.py",
    train: () => ({ curve: [], metrics: {}, files: [], datasets: [] }),
  },
  ...grid,
  ...parityRuns,
];
