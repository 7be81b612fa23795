import { churnTable } from "../churn/data";
import { trainBoostedTrees } from "../learners/boosted-trees";
import { classifierOutcome } from "../learners/classifier";
import { split } from "../learners/table";
import type { RunPlan } from "../story";

const campaign = split(churnTable(2031, 1500));
const decision = { threshold: 0.4 };
const params = { rounds: 20, depth: 2, learning_rate: 0.2 };

export const winbackRuns: RunPlan[] = [
  {
    experiment: "winback-offer",
    name: "campaign-trial",
    author: "researcher",
    when: [7, "14:25"],
    sourceName: "notebooks/winback.ipynb",
    params: { model: "boosted_trees", ...params, ...decision },
    train: () =>
      classifierOutcome(campaign, "probability_of_return", decision, (d) =>
        trainBoostedTrees(d, { ...params, min_child_weight: 3, positive_weight: 1 }),
      ),
  },
];
