import type { When } from "../calendar";
import { trainBoostedTrees, type BoostingParams } from "../learners/boosted-trees";
import { classifierOutcome, type Decision } from "../learners/classifier";
import { trainLogistic, type LogisticParams } from "../learners/logistic";
import { split } from "../learners/table";
import type { RunPlan } from "../story";
import { creditTable } from "./data";

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

const baselineTimes: When[] = [
  [62, "09:50"],
  [62, "11:15"],
  [62, "15:30"],
  [61, "10:20"],
  [61, "14:05"],
  [60, "09:40"],
];

const baselines = [0.05, 0.1, 0.3]
  .flatMap((learning_rate) => [0.001, 0.1].map((l2) => ({ learning_rate, l2 })))
  .map(({ learning_rate, l2 }, i) =>
    logistic(
      {
        name: `logistic-lr${learning_rate}-l2-${l2}`,
        when: baselineTimes[i] ?? [60, "16:00"],
        sourceName: "train_baseline.py",
      },
      "credit-default-baselines",
      single,
      { learning_rate, l2, epochs: 40, positive_weight: 1 },
    ),
  );

const search: RunPlan = {
  experiment: "credit-default-boosting",
  name: "grid-search",
  author,
  when: [44, "13:00"],
  until: [44, "15:10"],
  params: { search: "grid", depths: "2,3,4,5", learning_rates: "0.1,0.2" },
  sourceName: "grid_search.py",
  train: () => ({ curve: [], metrics: {}, files: [], datasets: [] }),
};

const gridTimes: When[] = [
  [44, "13:04"],
  [44, "13:16"],
  [44, "13:29"],
  [44, "13:43"],
  [44, "13:58"],
  [44, "14:15"],
  [44, "14:33"],
  [44, "14:52"],
];

const grid = [2, 3, 4, 5]
  .flatMap((depth) => [0.1, 0.2].map((rate) => ({ depth, rate })))
  .map(({ depth, rate }, i) =>
    boosted(
      {
        name: `trees-depth${depth}-lr${rate}`,
        parent: "grid-search",
        when: gridTimes[i] ?? [44, "15:00"],
        sourceName: "grid_search.py",
      },
      "credit-default-boosting",
      single,
      trees(depth, rate),
    ),
  );

const parityTimes: When[] = [
  [30, "10:10"],
  [6, "11:20"],
  [2, "15:40"],
];

const parityRuns = [
  logistic(
    {
      name: "logistic-parity",
      when: [57, "14:20"],
      sourceName: "train_parity.py",
      note: "Per-group thresholds after the first fairness review.",
    },
    "credit-default-parity",
    parity,
    { learning_rate: 0.3, l2: 0.001, epochs: 40, positive_weight: 1 },
  ),
  ...[2, 3, 4].map((depth, i) =>
    boosted(
      {
        name: `trees-depth${depth}-parity`,
        when: parityTimes[i] ?? [2, "16:00"],
        sourceName: "train_parity.py",
      },
      "credit-default-parity",
      parity,
      trees(depth, 0.12, 45),
    ),
  ),
  boosted(
    {
      name: "trees-depth3-long",
      when: { minutesBefore: 25 },
      fate: "running",
      sourceName: "train_parity.py",
    },
    "credit-default-parity",
    parity,
    trees(3, 0.05, 60),
  ),
];

export const creditRuns: RunPlan[] = [...baselines, search, ...grid, ...parityRuns];
