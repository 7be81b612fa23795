import { go, type ModelStory } from "../story";
import { churnRuns, laterAuc } from "./train";

export const churn: ModelStory = {
  name: "customer-churn",
  description: "Probability that a subscriber cancels in the next quarter.",
  author: "researcher",
  experiments: {
    "churn-baselines": "Simple models to beat.",
    "churn-boosting": "Boosted trees for the retention list.",
  },
  runs: churnRuns,
  created: [50, "10:10"],
  declared: {
    when: [50, "10:40"],
    owner: "researcher",
    purpose: "Chooses whom the retention team calls.",
    consumers: ["retention-desk"],
    metric: { name: "roc_auc", direction: "higher", limit: 0.8 },
    answers: { reach: "limited", autonomy: "advises", use: "operations", harm: "material" },
  },
  versions: [
    { run: "logistic", when: [49, "09:30"] },
    { run: "trees-depth2", when: [31, "14:15"] },
    { run: "neighbours-15", when: [28, "10:20"] },
    { run: "trees-depth3-fast", when: [22, "13:40"] },
    { run: "trees-depth4", when: [9, "11:30"] },
  ],
  gates: [
    {
      run: "logistic",
      stage: "staging",
      when: [49, "10:05"],
      note: "Baseline.",
      votes: [go("validation", [48, "13:50"], "Simple and well calibrated.")],
    },
    {
      run: "logistic",
      stage: "production",
      when: [40, "11:40"],
      note: "Replaces the call list made by hand.",
      votes: [
        go("validation", [39, "09:55"], "Holds up on last quarter."),
        go("business", [38, "14:35"], "Half the calls for the same number of saved customers."),
      ],
    },
    {
      run: "trees-depth2",
      stage: "staging",
      when: [30, "16:10"],
      note: "Shallow trees, better ranking.",
      votes: [go("validation", [29, "11:20"], "Gain is small but steady.")],
    },
    {
      run: "neighbours-15",
      stage: "staging",
      when: [28, "10:45"],
      note: "Nearest neighbours as an alternative.",
      votes: [
        {
          by: "validation",
          when: [27, "15:15"],
          choice: "stop",
          reason: "Slower and worse calibrated than what serves; not worth pursuing.",
        },
      ],
    },
    {
      run: "trees-depth3-fast",
      stage: "staging",
      when: [22, "14:00"],
      note: "Higher learning rate.",
      votes: [],
      withdrawn: {
        when: [22, "16:25"],
        reason: "The learning rate was a typing error; a corrected run follows.",
      },
    },
    {
      run: "trees-depth4",
      stage: "staging",
      when: [8, "11:00"],
      note: "Deeper trees with a lower learning rate.",
      late: { when: [7, "10:50"], metric: "roc_auc", measure: laterAuc },
      votes: [
        go("validation", [6, "14:10"], "Holds on last month's subscribers too, which came late."),
      ],
    },
    {
      run: "trees-depth2",
      stage: "production",
      when: [4, "09:20"],
      note: "Ready to replace the logistic model.",
      votes: [go("validation", [3, "14:10"], "Ranks better than the version that serves.")],
    },
  ],
};
