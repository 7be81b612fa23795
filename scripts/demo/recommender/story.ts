import { go, type ModelStory } from "../story";
import { recommenderRuns } from "./train";

export const recommender: ModelStory = {
  name: "product-recommender",
  description: "Ranks products for a customer.",
  author: "researcher",
  experiments: {
    "recommender-factorisation": "Matrix factorisation against a popularity baseline.",
  },
  runs: recommenderRuns,
  created: [51, "13:30"],
  declared: {
    when: [51, "13:45"],
    owner: "researcher",
    purpose: "Fills the suggestions on the start page.",
    consumers: ["start-page"],
    metric: { name: "ndcg_at_5", direction: "higher", limit: 0.7 },
    answers: { reach: "limited", autonomy: "reviewed", use: "insight", harm: "small" },
  },
  versions: [
    { run: "factors-2", when: [51, "14:00"] },
    { run: "factors-4", when: [50, "15:25"] },
    { run: "factors-8", when: [32, "11:05"] },
    { run: "factors-16", when: [8, "13:35"] },
  ],
  direct: [
    { run: "factors-2", stage: "staging", when: [51, "14:20"] },
    { run: "factors-4", stage: "staging", when: [50, "15:50"] },
    { run: "factors-8", stage: "staging", when: [32, "11:30"] },
    { run: "factors-16", stage: "staging", when: [8, "14:10"] },
  ],
  gates: [
    {
      run: "factors-4",
      stage: "production",
      when: [42, "10:20"],
      note: "First personal ranking.",
      votes: [go("validation", [41, "14:55"], "Clearly better than popularity.")],
    },
    {
      run: "factors-8",
      stage: "production",
      when: [31, "09:15"],
      note: "Eight factors recover the hidden tastes.",
      votes: [go("validation", [30, "15:20"], "Best ranking so far, small model.")],
    },
    {
      run: "factors-8",
      stage: "production",
      when: [24, "11:35"],
      note: "The same model again: the start page now keeps its suggestions for a minute.",
      votes: [go("validation", [23, "10:40"], "Nothing but the page has changed since.")],
    },
    {
      run: "factors-16",
      stage: "production",
      when: [1, "16:35"],
      note: "Twice the factors for a little more.",
      votes: [],
    },
  ],
  rollbacks: [
    {
      when: [28, "17:10"],
      by: "engineer",
      reason: "Since version 3 serves, the start page answers half a second later.",
    },
  ],
};
