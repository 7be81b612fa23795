import { mlflowTags } from "@/lib/experiments/mlflow-tags";

/** Pure decisions of the registry: stages, risk tiers, what a model's names may be. */

export const stages = ["experimental", "staging", "production", "retired"] as const;
export type Stage = (typeof stages)[number];

export const tiers = ["low", "moderate", "high"] as const;
export type Tier = (typeof tiers)[number];

/** A model that nobody has classified yet has rules of its own. */
export const modelTiers = ["unclassified", ...tiers] as const;
export type ModelTier = (typeof modelTiers)[number];

export const stageChangeCauses = ["gate", "rollback", "superseded", "direct"] as const;
export type StageChangeCause = (typeof stageChangeCauses)[number];

/** Which way a model's primary metric is better. */
export const metricDirections = ["higher", "lower"] as const;
export type MetricDirection = (typeof metricDirections)[number];

export function versionName(model: string, version: number): string {
  return `${model} version ${version}`;
}

/** The alias that production serves by; only a gate decision or a rollback moves it on a classified model. */
export const championAlias = "champion";

type Question = {
  id: string;
  asks: string;
  axis: "exposure" | "purpose";
  /** In rising order of weight: the first counts 0, the second 1, the third 2. */
  answers: readonly { value: string; says: string }[];
};

/** Exposure and purpose decide how much a model's mistakes matter, as bank supervisors put it (SR 26-2). */
export const questions = [
  {
    id: "reach",
    asks: "Who feels what this model decides?",
    axis: "exposure",
    answers: [
      { value: "internal", says: "Only our own staff" },
      { value: "limited", says: "Some customers or partners" },
      { value: "broad", says: "Most customers, or the public" },
    ],
  },
  {
    id: "autonomy",
    asks: "What happens with its output?",
    axis: "exposure",
    answers: [
      { value: "advises", says: "A person decides and sees it as one input" },
      { value: "reviewed", says: "It acts, and a person checks a share of its decisions" },
      { value: "automatic", says: "It acts on its own" },
    ],
  },
  {
    id: "use",
    asks: "What is it used for?",
    axis: "purpose",
    answers: [
      { value: "insight", says: "Analysis, or convenience such as sorting and recommending" },
      { value: "operations", says: "Running the business: pricing, planning, detecting abuse" },
      {
        value: "consequential",
        says: "Access to credit, work, housing, insurance, health or essential services",
      },
    ],
  },
  {
    id: "harm",
    asks: "What does a wrong answer cost?",
    axis: "purpose",
    answers: [
      { value: "small", says: "Little, and it is easily put right" },
      { value: "material", says: "Money or time that can be made good" },
      { value: "severe", says: "Harm that is serious or hard to undo" },
    ],
  },
] as const satisfies readonly Question[];

export type QuestionId = (typeof questions)[number]["id"];
export type TierAnswers = Record<QuestionId, string>;

const matrix: readonly (readonly Tier[])[] = [
  ["low", "low", "moderate"],
  ["low", "moderate", "high"],
  ["moderate", "moderate", "high"],
];

/** The heaviest answer on each axis counts; purpose weighs more than exposure. Throws on an answer not offered. */
export function tierOf(answers: TierAnswers): Tier {
  const tier = matrix[weight("exposure", answers)]?.[weight("purpose", answers)];
  if (!tier) throw new RangeError("no such weight");
  return tier;
}

function weight(axis: Question["axis"], answers: TierAnswers): number {
  const weights = questions
    .filter((question) => question.axis === axis)
    .map(({ id, answers: offered }) => {
      const at = offered.findIndex(({ value }) => value === answers[id]);
      if (at < 0) throw new RangeError(`no such answer to ${id}: ${answers[id]}`);
      return at;
    });
  return Math.max(...weights);
}

/** The alias that always means the newest version, in any case; nobody sets it. */
export function isLatest(alias: string): boolean {
  return alias.toLowerCase() === "latest";
}

/** Why these tags may not be set; undefined when they may. A prompt would be a model that no list shows. */
export function promptFault(tags: Readonly<Record<string, string>>): string | undefined {
  return tags[mlflowTags.prompt]?.toLowerCase() === "true"
    ? "Prompts are not kept here: register models only."
    : undefined;
}

/** Why an alias name cannot be used, in MLflow's words; null when it can. */
export function aliasFault(alias: string): string | null {
  if (!/^[\p{L}\p{N}_-]*$/u.test(alias))
    return `Invalid alias name: '${alias}'. Names may only contain alphanumerics, underscores (_), dashes (-).`;
  if (isLatest(alias)) return "'latest' alias name (case insensitive) is reserved.";
  if (/^v\d+$/i.test(alias)) return `Version alias name '${alias}' is reserved.`;
  return null;
}

/** Whether a gate let this version into anything. */
export function isApproved(passed: readonly { version: number }[], version: number): boolean {
  return passed.some((approval) => approval.version === version);
}

/** A version that a gate let in, or that serves a classified model, leaves by a gate or a rollback alone. */
export function mustStay(
  model: { tier: Tier | null },
  version: { stage: Stage },
  approved: boolean,
): boolean {
  if (approved) return version.stage !== "retired";
  return model.tier !== null && version.stage === "production";
}

type Held = {
  primaryMetric: string | null;
  metricDirection: MetricDirection | null;
  metricLimit: number | null;
};

/** Whether a model would be held to less than before: another metric or direction, or a limit easier to keep. */
export function isLooser(before: Held, after: Held): boolean {
  if (before.primaryMetric === null) return false;
  if (after.primaryMetric !== before.primaryMetric) return true;
  const direction = before.metricDirection ?? "higher";
  if ((after.metricDirection ?? "higher") !== direction) return true;
  if (before.metricLimit === null) return false;
  if (after.metricLimit === null) return true;
  return direction === "higher"
    ? after.metricLimit < before.metricLimit
    : after.metricLimit > before.metricLimit;
}

/** Others may rely on what this name stands for: it stays this model's for ever. */
export function isBound(model: { tier: Tier | null; servedAt: Date | null }): boolean {
  return model.tier !== null || model.servedAt !== null;
}

/** Letters that look like those of the champion's alias, in other alphabets. */
const lookalikes = new Map(
  Object.entries({
    "\u0441": "c",
    "\u03f2": "c",
    "\u04bb": "h",
    "\u0570": "h",
    "\u0430": "a",
    "\u03b1": "a",
    "\u0251": "a",
    "\u043c": "m",
    "\u0440": "p",
    "\u03c1": "p",
    "\u0456": "i",
    "\u0131": "i",
    "\u03b9": "i",
    "\u043e": "o",
    "\u03bf": "o",
    "\u0585": "o",
    "\u0578": "n",
    "\u043f": "n",
  }),
);

/** An alias as it is kept: the champion's by its one spelling, however a reader would write it; others as given. */
export function aliasName(alias: string): string {
  const plain = alias.normalize("NFKC").toLowerCase();
  const read = plain.replaceAll(/[^\w-]/gu, (letter) => lookalikes.get(letter) ?? letter);
  return read === championAlias ? championAlias : alias;
}
