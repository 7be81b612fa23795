import type { Actor } from "@/lib/auth/rules";
import { findExperimentByName } from "@/lib/experiments/experiment-queries";
import { setExperimentTag } from "@/lib/experiments/set-experiment-tag";

import type { Calendar } from "./calendar";
import { assemble, type Cast } from "./cast";
import { askOnce, logLateOnce, voteOnce, withdrawOnce } from "./gates";
import { momentsOf, type Moment } from "./moments";
import { createOnce, declareOnce, moveOnce, registerOnce, rollBackOnce } from "./registry";
import { endRun, logRun } from "./runs";
import type { ModelStory } from "./story";

type Admin = Extract<Actor, { kind: "user" }>;

/** Kept where the story is, so that it goes with it. */
const marker = { experiment: "credit-default-baselines", key: "demo", value: "complete" };

export async function isComplete(admin: Admin): Promise<boolean> {
  const experiment = await findExperimentByName({ actor: admin }, marker.experiment);
  return experiment?.tags[marker.key] === marker.value;
}

/** Plays ninety days in order. What is there already is passed over, so an interrupted load goes on where it stopped. */
export async function play(
  admin: Admin,
  stories: readonly ModelStory[],
  calendar: Calendar,
  say: (message: string) => void,
): Promise<void> {
  const cast = await assemble(admin, calendar, say);
  let told = "";
  for (const moment of momentsOf(stories, calendar)) {
    const month = moment.now.toLocaleString("en", { month: "long", timeZone: "UTC" });
    if (month !== told) say(`Playing ${month}`);
    told = month;
    await enact(cast, moment);
  }
}

export async function markComplete(admin: Admin): Promise<void> {
  const experiment = await findExperimentByName({ actor: admin }, marker.experiment);
  const { key, value } = marker;
  const ctx = { actor: admin, now: new Date() };
  if (experiment) await setExperimentTag(ctx, { experimentId: experiment.id, key, value });
}

/** Each act looks for what it would do, so that played again it changes nothing. */
function enact(cast: Cast, { now, story, act }: Moment): Promise<void> {
  switch (act.kind) {
    case "log run":
      return logRun(cast, story, act.plan, now);
    case "end run":
      return endRun(cast, act.plan, now);
    case "create model":
      return createOnce(cast, story, now);
    case "declare model":
      return declareOnce(cast, story, now);
    case "register version":
      return registerOnce(cast, story, act.run, now);
    case "move stage":
      return moveOnce(cast, story, act.move, now);
    case "ask":
      return askOnce(cast, story, act.gate, now);
    case "log late result":
      return logLateOnce(cast, story, act.gate, now);
    case "vote":
      return voteOnce(cast, story, act, now);
    case "withdraw":
      return withdrawOnce(cast, story, act.gate, now);
    case "roll back":
      return rollBackOnce(cast, story, act.rollback, now);
  }
}
