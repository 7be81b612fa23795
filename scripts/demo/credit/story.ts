import { go, type GateStory, type ModelStory } from "../story";
import { creditRuns } from "./train";

/** The model that serves: a logistic one first, then shallow trees at the same parity. */
const served: GateStory[] = [
  {
    run: "logistic-parity",
    stage: "staging",
    when: [56, "10:30"],
    note: "First model that treats the age bands alike.",
    votes: [
      go("validation", [55, "11:05"], "Reproduced on the holdout; calibration is acceptable."),
      go("risk", [54, "14:25"], "Selection rates of the age bands agree within two points."),
    ],
  },
  {
    run: "logistic-parity",
    stage: "production",
    when: [35, "09:25"],
    note: "Four weeks in staging without a finding.",
    votes: [
      go("validation", [34, "10:45"], "Scores in staging match the holdout."),
      go("risk", [33, "13:30"], "Parity holds on the staging sample."),
      go("business", [32, "15:10"], "Approval rate stays within the plan."),
    ],
  },
  {
    run: "trees-depth2-parity",
    stage: "staging",
    when: [30, "13:45"],
    note: "Shallow trees beat the logistic model at the same parity.",
    votes: [
      go("validation", [29, "10:15"], "Gain confirmed on two further splits."),
      go("risk", [28, "11:50"], "No group is worse off than today."),
    ],
  },
  {
    run: "trees-depth2-parity",
    stage: "production",
    when: [20, "09:55"],
    note: "Replaces version 1.",
    votes: [
      go(
        "validation",
        [19, "14:40"],
        "Better than the version that serves on every measure we track.",
      ),
      go("risk", [18, "10:05"], "Difference between age bands is below the limit."),
      go("business", [17, "16:20"], "Fewer losses at the same approval rate."),
    ],
  },
];

/** What would be gained with one threshold for everybody; parity keeps it out of production. */
const single: GateStory[] = [
  {
    run: "trees-depth2-lr0.2",
    stage: "staging",
    when: [26, "11:10"],
    note: "One threshold for everybody, for comparison.",
    votes: [
      go("validation", [25, "15:35"], "Sound as a comparison; not meant to serve."),
      go("risk", [24, "09:50"], "Acceptable in staging. Parity must be solved before production."),
    ],
  },
  {
    run: "trees-depth2-lr0.2",
    stage: "production",
    when: [4, "15:05"],
    note: "Business would like to know whether parity thresholds cost us accuracy.",
    votes: [],
  },
];

const candidates: GateStory[] = [
  {
    run: "trees-depth5-lr0.2",
    stage: "staging",
    when: [10, "13:20"],
    note: "Deepest trees of the grid.",
    votes: [
      {
        by: "validation",
        when: [9, "16:45"],
        choice: "recycle",
        reason: "Training and validation loss part after round 15: stop earlier or go shallower.",
      },
    ],
  },
  {
    run: "trees-depth3-parity",
    stage: "staging",
    when: [3, "10:35"],
    note: "Candidate for the next release.",
    votes: [go("validation", [2, "11:25"], "Checked on the holdout; no sign of overfitting.")],
  },
];

export const credit: ModelStory = {
  name: "credit-default",
  description: "Probability that a loan applicant defaults within twelve months.",
  author: "scientist",
  experiments: {
    "credit-default-baselines": "Logistic regression at several learning rates and penalties.",
    "credit-default-boosting": "Grid search over boosted trees, one nested run per point.",
    "credit-default-parity": "The same learners with thresholds that select every age band alike.",
  },
  runs: creditRuns,
  created: [57, "15:30"],
  declared: {
    when: [57, "15:50"],
    owner: "scientist",
    purpose: "Supports loan officers in deciding retail loan applications.",
    consumers: ["loan-origination", "risk-reporting"],
    metric: { name: "roc_auc", direction: "higher", limit: 0.75 },
    answers: { reach: "limited", autonomy: "reviewed", use: "consequential", harm: "severe" },
  },
  versions: [
    { run: "logistic-parity", when: [57, "16:05"] },
    { run: "trees-depth2-parity", when: [30, "10:55"] },
    { run: "trees-depth2-lr0.2", when: [26, "10:40"] },
    { run: "trees-depth5-lr0.2", when: [10, "13:05"] },
    { run: "trees-depth3-parity", when: [5, "14:30"] },
  ],
  gates: [...served, ...single, ...candidates],
};
