import type { TierAnswers } from "@/lib/registry/rules";

import type { PersonKey } from "./people";

export type Vote = { by: PersonKey; choice: "go" | "recycle" | "stop"; reason: string };

export type GateStory = {
  /** The version, named by the run it was made from. */
  run: string;
  stage: "staging" | "production";
  note: string;
  votes: Vote[];
  /** What happens before the votes when it is not simply a decision. */
  event?: "withdrawn" | "new evidence";
};

export type ModelStory = {
  name: string;
  description: string;
  purpose: string;
  owner: PersonKey;
  consumers: string[];
  experiments: string[];
  /** The risk questionnaire; none leaves the model unclassified. */
  answers: TierAnswers | null;
  metric: { name: string; direction: "higher" | "lower"; limit: number } | null;
  /** Runs that become versions, in order. */
  versions: string[];
  gates: GateStory[];
  /** Stages set through MLflow's API, where no gate guards them. */
  direct?: { run: string; stage: "Staging" | "Production" }[];
};

const go = (by: PersonKey, reason: string): Vote => ({ by, choice: "go", reason });

const credit: ModelStory = {
  name: "credit-default",
  description: "Probability that a loan applicant defaults within twelve months.",
  purpose: "Supports loan officers in deciding retail loan applications.",
  owner: "scientist",
  consumers: ["loan-origination", "risk-reporting"],
  experiments: ["credit-default-baselines", "credit-default-boosting", "credit-default-parity"],
  answers: { reach: "limited", autonomy: "reviewed", use: "consequential", harm: "severe" },
  metric: { name: "roc_auc", direction: "higher", limit: 0.75 },
  versions: [
    "logistic-parity",
    "trees-depth2-parity",
    "trees-depth2-lr0.2",
    "trees-depth5-lr0.2",
    "trees-depth3-parity",
  ],
  gates: [
    {
      run: "logistic-parity",
      stage: "staging",
      note: "First model that treats the age bands alike.",
      votes: [
        go("validation", "Reproduced on the holdout; calibration is acceptable."),
        go("risk", "Selection rates of the age bands agree within two points."),
      ],
    },
    {
      run: "logistic-parity",
      stage: "production",
      note: "Four weeks in staging without a finding.",
      votes: [
        go("validation", "Scores in staging match the holdout."),
        go("risk", "Parity holds on the staging sample."),
        go("business", "Approval rate stays within the plan."),
      ],
    },
    {
      run: "trees-depth2-parity",
      stage: "staging",
      note: "Shallow trees beat the logistic model at the same parity.",
      votes: [
        go("validation", "Gain confirmed on two further splits."),
        go("risk", "No group is worse off than today."),
      ],
    },
    {
      run: "trees-depth2-parity",
      stage: "production",
      note: "Replaces version 1.",
      votes: [
        go("validation", "Better than the version that serves on every measure we track."),
        go("risk", "Difference between age bands is below the limit."),
        go("business", "Fewer losses at the same approval rate."),
      ],
    },
    {
      run: "trees-depth2-lr0.2",
      stage: "staging",
      note: "One threshold for everybody, for comparison.",
      votes: [
        go("validation", "Sound as a comparison; not meant to serve."),
        go("risk", "Acceptable in staging. Parity must be solved before production."),
      ],
    },
    {
      run: "trees-depth2-lr0.2",
      stage: "production",
      note: "Business would like to know whether parity thresholds cost us accuracy.",
      votes: [],
    },
    {
      run: "trees-depth5-lr0.2",
      stage: "staging",
      note: "Deepest trees of the grid.",
      votes: [
        {
          by: "validation",
          choice: "recycle",
          reason: "Training and validation loss part after round 15: stop earlier or go shallower.",
        },
      ],
    },
    {
      run: "trees-depth3-parity",
      stage: "staging",
      note: "Candidate for the next release.",
      votes: [go("validation", "Checked on the holdout; no sign of overfitting.")],
    },
  ],
};

const churn: ModelStory = {
  name: "customer-churn",
  description: "Probability that a subscriber cancels in the next quarter.",
  purpose: "Chooses whom the retention team calls.",
  owner: "researcher",
  consumers: ["retention-desk"],
  experiments: ["churn-baselines", "churn-boosting"],
  answers: { reach: "limited", autonomy: "advises", use: "operations", harm: "material" },
  metric: { name: "roc_auc", direction: "higher", limit: 0.8 },
  versions: ["logistic", "trees-depth2", "neighbours-15", "trees-depth3-fast", "trees-depth4"],
  gates: [
    {
      run: "logistic",
      stage: "staging",
      note: "Baseline.",
      votes: [go("validation", "Simple and well calibrated.")],
    },
    {
      run: "logistic",
      stage: "production",
      note: "Replaces the call list made by hand.",
      votes: [
        go("validation", "Holds up on last quarter."),
        go("business", "Half the calls for the same number of saved customers."),
      ],
    },
    {
      run: "trees-depth2",
      stage: "staging",
      note: "Shallow trees, better ranking.",
      votes: [go("validation", "Gain is small but steady.")],
    },
    {
      run: "neighbours-15",
      stage: "staging",
      note: "Nearest neighbours as an alternative.",
      votes: [
        {
          by: "validation",
          choice: "stop",
          reason: "Slower and worse calibrated than what serves; not worth pursuing.",
        },
      ],
    },
    {
      run: "trees-depth3-fast",
      stage: "staging",
      note: "Higher learning rate.",
      votes: [],
      event: "withdrawn",
    },
    {
      run: "trees-depth4",
      stage: "staging",
      note: "Deeper trees with a lower learning rate.",
      votes: [go("validation", "Evidence was refreshed after the late calibration result.")],
      event: "new evidence",
    },
    {
      run: "trees-depth2",
      stage: "production",
      note: "Ready to replace the logistic model.",
      votes: [go("validation", "Ranks better than the version that serves.")],
    },
  ],
};

const fraud: ModelStory = {
  name: "card-fraud",
  description: "Probability that a card payment is fraudulent.",
  purpose: "Holds suspicious payments for a second look.",
  owner: "engineer",
  consumers: ["payment-authorisation", "fraud-desk"],
  experiments: ["card-fraud-screening"],
  answers: { reach: "broad", autonomy: "automatic", use: "operations", harm: "severe" },
  metric: { name: "average_precision", direction: "higher", limit: 0.15 },
  versions: ["logistic", "trees-quick-look", "trees-depth2", "trees-depth3"],
  gates: [
    {
      run: "logistic",
      stage: "staging",
      note: "Replaces the fixed rules.",
      votes: [
        go("validation", "Finds what the rules find and more."),
        go("risk", "No difference between domestic and foreign cards."),
      ],
    },
    {
      run: "logistic",
      stage: "production",
      note: "Shadowed the rules for two weeks.",
      votes: [
        go("validation", "Shadow scores agree with the holdout."),
        go("risk", "Fewer false alarms than the rules."),
        go("business", "The desk can handle the volume."),
      ],
    },
    {
      run: "trees-quick-look",
      stage: "staging",
      note: "Early result, to see whether trees are worth it.",
      votes: [],
    },
    {
      run: "trees-depth2",
      stage: "staging",
      note: "Twice the average precision of the version that serves.",
      votes: [go("risk", "Error rates of the groups are alike.")],
    },
  ],
};

const recommender: ModelStory = {
  name: "product-recommender",
  description: "Ranks products for a customer.",
  purpose: "Fills the suggestions on the start page.",
  owner: "researcher",
  consumers: ["start-page"],
  experiments: ["recommender-factorisation"],
  answers: { reach: "limited", autonomy: "reviewed", use: "insight", harm: "small" },
  metric: { name: "ndcg_at_5", direction: "higher", limit: 0.7 },
  versions: ["factors-2", "factors-4", "factors-8", "factors-16"],
  direct: [
    { run: "factors-2", stage: "Staging" },
    { run: "factors-4", stage: "Staging" },
    { run: "factors-8", stage: "Staging" },
    { run: "factors-16", stage: "Staging" },
  ],
  gates: [
    {
      run: "factors-4",
      stage: "production",
      note: "First personal ranking.",
      votes: [go("validation", "Clearly better than popularity.")],
    },
    {
      run: "factors-8",
      stage: "production",
      note: "Eight factors recover the hidden tastes.",
      votes: [go("validation", "Best ranking so far, small model.")],
    },
    {
      run: "factors-16",
      stage: "production",
      note: "Twice the factors for a little more.",
      votes: [],
    },
  ],
};

const winback: ModelStory = {
  name: "winback-offer",
  description: "Trial: who comes back after an offer.",
  purpose: "",
  owner: "researcher",
  consumers: [],
  experiments: ["winback-offer"],
  answers: null,
  metric: null,
  versions: ["campaign-trial"],
  direct: [{ run: "campaign-trial", stage: "Production" }],
  gates: [],
};

export const stories: ModelStory[] = [credit, churn, fraud, recommender, winback];
