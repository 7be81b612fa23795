import { go, type ModelStory } from "../story";
import { fraudRuns } from "./train";

export const fraud: ModelStory = {
  name: "card-fraud",
  description: "Probability that a card payment is fraudulent.",
  author: "scientist",
  experiments: { "card-fraud-screening": "Rare-class scoring of card payments." },
  runs: fraudRuns,
  created: [39, "10:50"],
  declared: {
    when: [39, "11:15"],
    owner: "engineer",
    purpose: "Holds suspicious payments for a second look.",
    consumers: ["payment-authorisation", "fraud-desk"],
    metric: { name: "average_precision", direction: "higher", limit: 0.15 },
    answers: { reach: "broad", autonomy: "automatic", use: "operations", harm: "severe" },
  },
  versions: [
    { run: "logistic", when: [39, "13:25"] },
    { run: "trees-quick-look", when: [16, "17:05"] },
    { run: "trees-depth2", when: [9, "14:45"] },
    { run: "trees-depth3", when: [7, "09:30"] },
  ],
  gates: [
    {
      run: "logistic",
      stage: "staging",
      when: [39, "14:05"],
      note: "Replaces the fixed rules.",
      votes: [
        go("validation", [38, "10:25"], "Finds what the rules find and more."),
        go("risk", [37, "15:45"], "No difference between domestic and foreign cards."),
      ],
    },
    {
      run: "logistic",
      stage: "production",
      when: [27, "09:40"],
      note: "Shadowed the rules for two weeks.",
      votes: [
        go("validation", [26, "14:20"], "Shadow scores agree with the holdout."),
        go("risk", [25, "10:35"], "Fewer false alarms than the rules."),
        go("business", [24, "13:05"], "The desk can handle the volume."),
      ],
    },
    {
      run: "trees-quick-look",
      stage: "staging",
      when: [3, "16:15"],
      note: "Early result, to see whether trees are worth it.",
      votes: [],
    },
    {
      run: "trees-depth2",
      stage: "staging",
      when: [2, "09:35"],
      note: "Twice the average precision of the version that serves.",
      votes: [go("risk", [1, "11:15"], "Error rates of the groups are alike.")],
    },
  ],
};
