import type { TierAnswers } from "@/lib/registry/rules";

import type { When } from "./calendar";
import type { StoredFile } from "./files";
import type { Point } from "./learners/model";
import type { PersonKey } from "./people";

/** Whose scripts log runs, and who register and ask for what came of them. */
export type Author = "scientist" | "researcher";

export type Dataset = {
  name: string;
  digest: string;
  schema: object;
  profile: object;
  context: string;
};

/** What a training script has to log. */
export type Outcome = {
  curve: Point[];
  metrics: Record<string, number>;
  files: StoredFile[];
  datasets: Dataset[];
  model?: { features: readonly string[]; output: string; json: object };
};

export type RunPlan = {
  experiment: string;
  name: string;
  author: Author;
  when: When;
  params: Record<string, string | number>;
  train: () => Outcome;
  /** The name of the run it is nested under. */
  parent?: string;
  /** When it ended, if that was not as soon as it was trained. */
  until?: When;
  fate?: "failed" | "running" | "deleted";
  note?: string;
  sourceName: string;
};

export type Vote = {
  by: PersonKey;
  when: When;
  choice: "go" | "recycle" | "stop";
  reason: string;
};

export type GateStory = {
  /** The version, named by the run it was made from. */
  run: string;
  stage: "staging" | "production";
  when: When;
  note: string;
  votes: Vote[];
  /** A result that arrives after the gate was asked for, and so begins a new round. */
  late?: { when: When; metric: string; measure: () => number };
  withdrawn?: { when: When; reason: string };
};

export type ModelStory = {
  name: string;
  description: string;
  author: Author;
  /** What each experiment is for. */
  experiments: Record<string, string>;
  runs: RunPlan[];
  created: When;
  /** What is declared about it a little later; none leaves it unclassified and without an owner. */
  declared?: {
    when: When;
    owner: PersonKey;
    purpose: string;
    consumers: string[];
    metric: { name: string; direction: "higher" | "lower"; limit: number };
    answers: TierAnswers;
  };
  /** Runs that become versions, in order. */
  versions: { run: string; when: When }[];
  gates: GateStory[];
  /** Stages set through MLflow's API, where no gate guards them. */
  direct?: { run: string; stage: "staging" | "production"; when: When }[];
  rollbacks?: { when: When; by: PersonKey; reason: string }[];
};

export const go = (by: PersonKey, when: When, reason: string): Vote => ({
  by,
  when,
  choice: "go",
  reason,
});
