import { recordAll, type Deed } from "@/lib/audit/record";
import { db } from "@/lib/db/client";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { castVote } from "@/lib/gates/decisions/cast-vote";
import { requestGate } from "@/lib/gates/decisions/request-gate";
import { withdrawGate } from "@/lib/gates/decisions/withdraw-gate";
import { listGates } from "@/lib/gates/gate-row-queries";
import type { GateRow } from "@/lib/gates/gate-rows";
import { GateFilter } from "@/lib/gates/inputs";
import { refreshGate } from "@/lib/gates/rounds/refresh-gate";
import { getVersion } from "@/lib/registry/queries";

import type { Cast } from "./cast";
import { versionOf } from "./registry";
import { seal } from "./seal";
import type { GateStory, ModelStory, Vote } from "./story";

export async function askOnce(
  cast: Cast,
  story: ModelStory,
  gate: GateStory,
  now: Date,
): Promise<void> {
  if (await findGate(cast, story, gate)) return;
  const version = await versionOf(cast, story, gate.run);
  const { stage, note } = gate;
  const actor = cast.people[story.author];
  await requestGate({ actor, now }, { model: story.name, version, stage, note });
}

/** A vote on a gate that waits for it, on the evidence of its present round. */
export async function voteOnce(
  cast: Cast,
  story: ModelStory,
  { gate, vote }: { gate: GateStory; vote: Vote },
  now: Date,
): Promise<void> {
  const { by, choice, reason } = vote;
  const actor = cast.people[by];
  const { id: gateId, status, voted, round } = await gateOf(cast, story, gate);
  if (status !== "open" || voted.includes(actor.id)) return;
  await castVote({ actor, now }, { gateId, round, choice, reason });
}

export async function withdrawOnce(
  cast: Cast,
  story: ModelStory,
  gate: GateStory,
  now: Date,
): Promise<void> {
  const { id: gateId, status } = await gateOf(cast, story, gate);
  if (status !== "open" || !gate.withdrawn) return;
  const { reason } = gate.withdrawn;
  await withdrawGate({ actor: cast.people[story.author], now }, { gateId, reason });
}

/** The result and the round it begins are one: no worker can find the one without the other and date it today. */
export async function logLateOnce(
  cast: Cast,
  story: ModelStory,
  gate: GateStory,
  now: Date,
): Promise<void> {
  const { id: gateId, status, round } = await gateOf(cast, story, gate);
  if (status !== "open" || round > 1 || !gate.late) return;
  const { metric: key, measure } = gate.late;
  const version = await versionOf(cast, story, gate.run);
  const actor = cast.scripts[story.author];
  const { runId } = await getVersion({ actor }, story.name, version);
  const point = { key, value: measure(), timestamp: now.getTime(), step: 1 };
  const asker = cast.people[story.author];
  await db.transaction(async (tx) => {
    const deeds: Deed[] = [];
    await logBatch({ actor, now, tx }, { runId: runId ?? "", metrics: [point] });
    await refreshGate({ actor: asker, now, tx, deeds }, { gateId });
    await recordAll(tx, deeds);
  });
  await seal(actor.workspaceId, now);
}

async function gateOf(cast: Cast, story: ModelStory, gate: GateStory): Promise<GateRow> {
  const found = await findGate(cast, story, gate);
  if (!found) throw new Error(`There is no gate of ${story.name} for ${gate.run}.`);
  return found;
}

/** A version may ask for a stage again after a rollback: the story's gates are taken in their order. */
async function findGate(
  cast: Cast,
  story: ModelStory,
  gate: GateStory,
): Promise<GateRow | undefined> {
  const version = await versionOf(cast, story, gate.run);
  const filter = { model: story.name, version, stage: gate.stage, status: "all", limit: 100 };
  const { rows } = await listGates({ actor: cast.people[story.author] }, GateFilter.parse(filter));
  const alike = story.gates.filter(({ run, stage }) => run === gate.run && stage === gate.stage);
  return rows.toReversed()[alike.indexOf(gate)];
}
