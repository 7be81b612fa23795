import type { Calendar, When } from "./calendar";
import type { GateStory, ModelStory, RunPlan, Vote } from "./story";

/** One thing that somebody does. */
export type Act =
  | { kind: "log run" | "end run"; plan: RunPlan }
  | { kind: "create model" | "declare model" }
  | { kind: "register version"; run: string }
  | { kind: "move stage"; move: NonNullable<ModelStory["direct"]>[number] }
  | { kind: "ask" | "log late result" | "withdraw"; gate: GateStory }
  | { kind: "vote"; gate: GateStory; vote: Vote }
  | { kind: "roll back"; rollback: NonNullable<ModelStory["rollbacks"]>[number] };

export type Moment = { now: Date; story: ModelStory; act: Act };
type Planned = { when: When; act: Act };

/** All stories as one, in the order of time, so that the audit log is one history. */
export function momentsOf(stories: readonly ModelStory[], { at }: Calendar): Moment[] {
  return stories
    .flatMap((story) => actsOf(story).map(({ when, act }) => ({ now: at(when), story, act })))
    .toSorted((a, b) => a.now.getTime() - b.now.getTime());
}

function actsOf(story: ModelStory): Planned[] {
  const { created, declared, runs, versions, direct = [], gates, rollbacks = [] } = story;
  return [
    ...runs.flatMap(runActs),
    { when: created, act: { kind: "create model" } },
    ...optional(declared, { kind: "declare model" }),
    ...versions.map<Planned>(({ when, run }) => ({ when, act: { kind: "register version", run } })),
    ...direct.map<Planned>((move) => ({ when: move.when, act: { kind: "move stage", move } })),
    ...gates.flatMap(gateActs),
    ...rollbacks.map<Planned>((rollback) => ({
      when: rollback.when,
      act: { kind: "roll back", rollback },
    })),
  ];
}

function runActs(plan: RunPlan): Planned[] {
  const until = plan.until && { when: plan.until };
  return [
    { when: plan.when, act: { kind: "log run", plan } },
    ...optional(until, { kind: "end run", plan }),
  ];
}

function gateActs(gate: GateStory): Planned[] {
  return [
    { when: gate.when, act: { kind: "ask", gate } },
    ...optional(gate.late, { kind: "log late result", gate }),
    ...gate.votes.map<Planned>((vote) => ({ when: vote.when, act: { kind: "vote", gate, vote } })),
    ...optional(gate.withdrawn, { kind: "withdraw", gate }),
  ];
}

function optional(planned: { when: When } | undefined, act: Act): Planned[] {
  return planned ? [{ when: planned.when, act }] : [];
}
