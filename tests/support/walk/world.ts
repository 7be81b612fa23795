import type { Actor, Role } from "@/lib/auth/rules";
import { castVote } from "@/lib/gates/decisions/cast-vote";
import { requestGate } from "@/lib/gates/decisions/request-gate";
import { getGate } from "@/lib/gates/gate-queries";
import { addModel, addVersion, at, gateWorkspace, type GateWorkspace } from "@/tests/support/gates";
import type { Random } from "@/tests/support/random";
import type { UserActor } from "@/tests/support/workspace";

export type MadeVersion = {
  modelId: string;
  version: number;
  runId: string;
  folder: string;
  /** Everybody who had a hand in it so far, as far as their deed was taken. */
  hands: Set<string>;
};

export type World = {
  ws: GateWorkspace;
  random: Random;
  people: UserActor[];
  /** The same people by their keys: they may build, and never vote. */
  keys: Actor[];
  builders: Actor[];
  /** Names that are tried: those models have, had, and others would like to have. */
  names: string[];
  made: MadeVersion[];
  /** Whose a name became when its model was first classified or served. */
  bound: Map<string, string>;
};

/** Four kinds of people (builders, reviewers, one who is both, an admin) and two models with versions that serve, did, and may. */
export async function makeWorld(random: Random): Promise<World> {
  const ws = await gateWorkspace();
  const both = await ws.member(["data_scientist", "validation_reviewer"], "Both");
  const second = await ws.member(["validation_reviewer", "business_reviewer"], "Second");
  const admin = await ws.member(["admin", "risk_reviewer"], "Admin");
  const people = [ws.author, ws.requester, ws.engineer, ws.validation, ws.risk, ws.business];
  const all = [...people, both, second, admin];
  const keys = [keyOf(ws.author), keyOf(both), keyOf(ws.engineer)];
  const world: World = {
    ws,
    random,
    people: all,
    keys,
    builders: [ws.author, ws.requester, ws.engineer, both, admin, ...keys],
    names: ["credit", "churn", "credit-old", "spare"],
    made: [],
    bound: new Map(),
  };
  for (const [name, tier] of [
    ["credit", "moderate"],
    ["churn", random.pick(["low", "high", "high"] as const)],
  ] as const) {
    const model = await addModel(ws, { name, tier });
    world.bound.set(name, model.id);
    for (let version = 1; version <= 4; version++) await makeVersion(world, model.id, version);
    for (const version of [1, 2]) {
      await passGate(ws, { model: name, version, stage: "staging" });
      await passGate(ws, { model: name, version, stage: "production" });
    }
    await passGate(ws, { model: name, version: 3, stage: "staging" });
  }
  return world;
}

async function passGate(
  ws: GateWorkspace,
  asked: { model: string; version: number; stage: "staging" | "production" },
): Promise<void> {
  const { gateId } = await requestGate(at(ws.requester), asked);
  for (const reviewer of [ws.validation, ws.risk, ws.business]) {
    const { owed } = await getGate(at(reviewer), gateId);
    if (!reviewer.roles.some((role) => (owed[role] ?? 0) > 0)) continue;
    await castVote(at(reviewer), { gateId, round: 1, choice: "go", reason: "As it should be." });
  }
}

export async function makeVersion(
  { ws, made }: World,
  modelId: string,
  version: number,
): Promise<void> {
  const { runId } = await addVersion(ws, { id: modelId }, version);
  const folder = `9001/${runId}/artifacts/model`;
  made.push({ modelId, version, runId, folder, hands: new Set([ws.author.id]) });
}

function keyOf({ workspaceId, id, name, roles: held }: UserActor): Actor {
  const scopes = ["read", "track", "register", "gate"] as const;
  const roles: readonly Role[] = held;
  return { kind: "machine", workspaceId, id, name, roles, scopes, keyId: id, keyName: "walk" };
}
