import { beforeAll, expect, test } from "vitest";

import { gateEndpoints } from "@/lib/gates/endpoints";
import {
  addModel,
  addVersion,
  gateWorkspace,
  setMetric,
  type GateWorkspace,
} from "@/tests/support/gates";
import {
  answerOf,
  byKey,
  bySession,
  refusalOf,
  textOf,
  unanswered,
  type Client,
} from "@/tests/support/rest";

let ws: GateWorkspace;
let requester: Client;
let engineer: Client;

beforeAll(async () => {
  ws = await gateWorkspace();
  requester = await byKey(ws, ws.requester);
  engineer = await byKey(ws, ws.engineer);
});

const reason = "Because it is so.";

async function ask(model: string, version: number): Promise<string> {
  const asked = { model, version, stage: "production", note: "Ready." };
  const { gateId, status } = await answerOf(requester, gateEndpoints.request, asked);
  expect(status).toBe("open");
  return gateId;
}

async function vote(person: GateWorkspace["risk"], ballot: object) {
  return answerOf(await bySession(ws, person), gateEndpoints.vote, { reason, ...ballot });
}

test("a gate is asked for, refreshed, voted on and decided, and its record holds it all", async () => {
  const model = await addModel(ws, { tier: "high" });
  const { runId } = await addVersion(ws, model, 1, { stage: "staging", metrics: { auc: 0.5 } });
  const gateId = await ask(model.name, 1);
  await setMetric(ws.workspaceId, { runId, key: "auc", value: 0.95 });
  await setMetric(ws.workspaceId, { runId, key: "demographic_parity_difference", value: NaN });
  const outdated = await answerOf(requester, gateEndpoints.get, { gateId });
  expect(outdated).toMatchObject({ status: "open", decision: null });
  expect(outdated.outdated.map(({ path }) => path)).toContain("run.metrics.auc");
  const { round, moved } = await answerOf(requester, gateEndpoints.refresh, { gateId });
  expect([round, moved.length > 0]).toEqual([2, true]);
  const voted = await vote(ws.validation, { gateId, round, choice: "stop" });
  expect(voted).toMatchObject({ status: "stop" });
  const gate = await answerOf(requester, gateEndpoints.get, { gateId });
  expect(gate).toMatchObject({
    round: 2,
    decision: { by: { id: ws.validation.id }, reason, at: expect.any(Date) },
    votes: [{ choice: "stop", role: "validation_reviewer" }],
  });
  expect(gate.rounds.map((one) => one.round)).toEqual([2, 1]);
  const record = JSON.parse(await textOf(requester, gateEndpoints.record, { gateId }));
  expect(record).toEqual(JSON.parse(JSON.stringify(gate)));
});

test("a decision is rolled back", async () => {
  const model = await addModel(ws, { tier: "low" });
  for (const version of [1, 2]) {
    await addVersion(ws, model, version, { stage: "staging" });
    const gateId = await ask(model.name, version);
    await vote(ws.validation, { gateId, round: 1, choice: "go" });
  }
  const back = { model: model.name, reason };
  expect(await answerOf(engineer, gateEndpoints.rollBack, back)).toMatchObject({ from: 2, to: 1 });
  expect(await refusalOf(engineer, gateEndpoints.rollBack, back)).toMatchObject({ status: 400 });
});

test("gates in every state are listed, and one is withdrawn", async () => {
  const model = await addModel(ws);
  await addVersion(ws, model, 1, { stage: "staging" });
  await addVersion(ws, model, 2, { stage: "staging" });
  await addVersion(ws, model, 3, { stage: "staging" });
  const gateId = await ask(model.name, 1);
  await answerOf(requester, gateEndpoints.withdraw, { gateId, reason });
  const recycled = await ask(model.name, 2);
  await vote(ws.validation, { gateId: recycled, round: 1, choice: "recycle" });
  await ask(model.name, 3);
  const first = await answerOf(requester, gateEndpoints.list, { status: "all", limit: 2 });
  const cursor = first.next;
  const rest = await answerOf(requester, gateEndpoints.list, { status: "all", cursor });
  const states = [...first.gates, ...rest.gates].map(({ status }) => status);
  expect(new Set(states)).toEqual(new Set(["open", "go", "stop", "recycle", "withdrawn"]));
  expect(rest.next).toBeNull();
});

test("the policies in force are listed, each with what it reads", async () => {
  const { policies } = await answerOf(requester, gateEndpoints.listPolicies);
  expect(new Set(policies.map(({ tier }) => tier)).size).toBe(4);
  expect(policies.every(({ content }) => content.reads !== undefined)).toBe(true);
});

test("what may not be done is refused", async () => {
  const model = await addModel(ws);
  await addVersion(ws, model, 1, { stage: "staging" });
  const gateId = await ask(model.name, 1);
  const ballot = { gateId, round: 1, choice: "go", reason };
  expect(await refusalOf(await byKey(ws, ws.risk), gateEndpoints.vote, ballot)).toMatchObject({
    status: 403,
  });
  expect(
    await refusalOf(await bySession(ws, ws.validation), gateEndpoints.vote, {
      ...ballot,
      round: 9,
    }),
  ).toMatchObject({ status: 409, code: "outdated" });
  expect(await refusalOf(requester, gateEndpoints.get, { gateId: "none" })).toMatchObject({
    status: 404,
  });
});

test("every endpoint has answered", () => {
  expect(unanswered(gateEndpoints)).toEqual([]);
});
