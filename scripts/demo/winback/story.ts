import type { ModelStory } from "../story";
import { winbackRuns } from "./train";

/** A trial that went live without being classified: what the first screen warns of. */
export const winback: ModelStory = {
  name: "winback-offer",
  description: "Trial: who comes back after an offer.",
  author: "researcher",
  experiments: { "winback-offer": "A trial on one campaign." },
  runs: winbackRuns,
  created: [7, "15:00"],
  versions: [{ run: "campaign-trial", when: [7, "15:15"] }],
  direct: [{ run: "campaign-trial", stage: "production", when: [6, "10:05"] }],
  gates: [],
};
