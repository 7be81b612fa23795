import { and, eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";

import { auditEntries } from "@/drizzle/schema/audit";
import { gateVotes } from "@/drizzle/schema/gates";
import { aliases, stageChanges, versions } from "@/drizzle/schema/registry";
import { db } from "@/lib/db/client";
import { castVote } from "@/lib/gates/decisions/cast-vote";
import { requestGate } from "@/lib/gates/decisions/request-gate";
import { withdrawGate } from "@/lib/gates/decisions/withdraw-gate";
import { getGate } from "@/lib/gates/gate-queries";
import { refreshGate } from "@/lib/gates/rounds/refresh-gate";
import {
  addModel,
  addVersion,
  at,
  gateWorkspace,
  setMetric,
  type GateWorkspace,
} from "@/tests/support/gates";

let ws: GateWorkspace;
let model: { id: string; name: string };

beforeEach(async () => {
  ws = await gateWorkspace();
  model = await addModel(ws);
});

const ask = (version: number, stage: "staging" | "production" | "retired" = "production") =>
  requestGate(at(ws.requester), { model: model.name, version, stage });

const go = (gateId: string, round = 1) => ({
  gateId,
  round,
  choice: "go" as const,
  reason: "Sound on every count.",
});

async function stageOf(version: number): Promise<string | undefined> {
  const [row] = await db
    .select({ stage: versions.stage })
    .from(versions)
    .where(and(eq(versions.modelId, model.id), eq(versions.version, version)));
  return row?.stage;
}

async function championVersion(): Promise<number | undefined> {
  const [row] = await db
    .select({ version: aliases.version })
    .from(aliases)
    .where(and(eq(aliases.modelId, model.id), eq(aliases.alias, "champion")));
  return row?.version;
}

test("two people of the two roles asked for promote the version, its alias and what it supersedes at once", async () => {
  await addVersion(ws, model, 1, { stage: "production", metrics: { auc: 0.8 } });
  await addVersion(ws, model, 2, { stage: "staging" });
  const { gateId } = await ask(2);
  const first = await castVote(at(ws.validation), go(gateId));
  expect(first).toMatchObject({ status: "open", owed: { business_reviewer: 1 } });
  expect(await stageOf(2)).toBe("staging");

  const last = await castVote(at(ws.business), go(gateId));
  expect(last.status).toBe("go");
  expect([await stageOf(1), await stageOf(2), await championVersion()]).toEqual([
    "staging",
    "production",
    2,
  ]);
  const changes = await db.select().from(stageChanges).where(eq(stageChanges.modelId, model.id));
  expect(
    changes
      .map(({ version, cause, gateId: gate }) => [version, cause, gate])
      .toSorted((a, b) => Number(a[0]) - Number(b[0])),
  ).toEqual([
    [1, "superseded", gateId],
    [2, "gate", gateId],
  ]);
});

test("each request, vote, refresh and withdrawal leaves one audit entry with what was before and after", async () => {
  const { runId } = await addVersion(ws, model, 1, { stage: "staging" });
  const { gateId } = await ask(1);
  await castVote(at(ws.validation), go(gateId));
  await setMetric(ws.workspaceId, { runId, key: "auc", value: 0.95 });
  await refreshGate(at(ws.requester), { gateId });
  await withdrawGate(at(ws.requester), { gateId, reason: "Not now." });

  const entries = await db
    .select({ action: auditEntries.action, body: auditEntries.body })
    .from(auditEntries)
    .where(
      and(eq(auditEntries.workspaceId, ws.workspaceId), eq(auditEntries.subject, `gate:${gateId}`)),
    )
    .orderBy(auditEntries.seq);
  expect(entries.map(({ action }) => action)).toEqual([
    "gate.request",
    "gate.vote",
    "gate.refresh",
    "gate.withdraw",
  ]);
  for (const { body } of entries) expect(JSON.parse(body)).toHaveProperty("before");
  expect(JSON.parse(entries[2]!.body)).toMatchObject({
    after: { moved: [{ path: "run.metrics.auc", from: "0.9", to: "0.95" }] },
  });
});

test("changed evidence voids the vote until a refresh opens a new round, where old votes no longer count", async () => {
  const { runId } = await addVersion(ws, model, 1, { stage: "staging" });
  const { gateId } = await ask(1);
  await castVote(at(ws.validation), go(gateId));
  await setMetric(ws.workspaceId, { runId, key: "auc", value: 0.93 });

  await expect(castVote(at(ws.business), go(gateId))).rejects.toMatchObject({
    code: "outdated",
    message: expect.stringContaining("run.metrics.auc: 0.9 → 0.93"),
  });
  const seen = await getGate(at(ws.business), gateId);
  expect(seen.outdated).toEqual([{ path: "run.metrics.auc", from: "0.9", to: "0.93" }]);

  expect(await refreshGate(at(ws.requester), { gateId })).toMatchObject({ round: 2 });
  await expect(castVote(at(ws.business), go(gateId, 1))).rejects.toMatchObject({
    code: "outdated",
  });
  expect(await castVote(at(ws.business), go(gateId, 2))).toMatchObject({ status: "open" });
  expect(await castVote(at(ws.validation), go(gateId, 2))).toMatchObject({ status: "go" });
});

test("refreshing unchanged evidence is refused, so votes are not lost for nothing", async () => {
  await addVersion(ws, model, 1, { stage: "staging" });
  const { gateId } = await ask(1);
  await expect(refreshGate(at(ws.requester), { gateId })).rejects.toMatchObject({
    code: "invalid",
  });
});

test("go is refused while a must check fails or cannot be judged; recycle and stop decide at once", async () => {
  await addVersion(ws, model, 1, { stage: "staging", metrics: { auc: 0.4 } });
  await addVersion(ws, model, 2, { stage: "staging", metrics: {} });
  const failing = await ask(1);
  const unjudged = await ask(2);
  await expect(castVote(at(ws.validation), go(failing.gateId))).rejects.toMatchObject({
    code: "invalid",
    message: expect.stringContaining("Found 0.4; required: at least 0.7"),
  });
  await expect(castVote(at(ws.validation), go(unjudged.gateId))).rejects.toMatchObject({
    message: expect.stringContaining('logged no metric "auc"'),
  });
  const recycle = { gateId: failing.gateId, round: 1, choice: "recycle" as const };
  const stop = { gateId: unjudged.gateId, round: 1, choice: "stop" as const };
  await expect(castVote(at(ws.validation), { ...recycle, reason: "" })).rejects.toMatchObject({
    code: "invalid",
    fields: { reason: expect.any(Array) },
  });
  const reason = "Retrain with more data.";
  expect(await castVote(at(ws.validation), { ...recycle, reason })).toMatchObject({
    status: "recycle",
  });
  expect(await castVote(at(ws.business), { ...stop, reason })).toMatchObject({ status: "stop" });
  expect([await stageOf(1), await stageOf(2)]).toEqual(["staging", "staging"]);
});

test("requester, author, wrong roles, keys and second votes are refused", async () => {
  await addVersion(ws, model, 1, { stage: "staging" });
  const also = (id: string, name: string) =>
    ({ ...ws.validation, id, name, roles: ["data_scientist", "validation_reviewer"] }) as const;
  const { gateId } = await ask(1);
  await expect(castVote(at(also(ws.requester.id, "Requester")), go(gateId))).rejects.toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("asked for"),
  });
  await expect(castVote(at(also(ws.author.id, "Author")), go(gateId))).rejects.toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("trained"),
  });
  await expect(castVote(at(ws.risk), go(gateId))).rejects.toMatchObject({ code: "forbidden" });
  await expect(castVote(at(ws.admin), go(gateId))).rejects.toMatchObject({ code: "forbidden" });
  const machine = {
    ...ws.validation,
    kind: "machine",
    keyId: ws.validation.id,
    keyName: "ci",
    scopes: ["read", "gate", "admin"],
  } as const;
  await expect(castVote(at(machine), go(gateId))).rejects.toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("people only"),
  });
  await castVote(at(ws.validation), go(gateId));
  await expect(castVote(at(ws.validation), go(gateId))).rejects.toMatchObject({ code: "outdated" });
});

test("a person with two roles moves to the seat that only they can fill", async () => {
  await addVersion(ws, model, 1, { stage: "staging" });
  const both = await ws.member(["validation_reviewer", "business_reviewer"]);
  const { gateId } = await ask(1);
  expect(await castVote(at(both), go(gateId))).toMatchObject({ status: "open" });
  expect(await castVote(at(ws.validation), go(gateId))).toMatchObject({ status: "go" });
  const votes = await db.select().from(gateVotes).where(eq(gateVotes.gateId, gateId));
  expect(new Map(votes.map(({ voterId, role }) => [voterId, role]))).toEqual(
    new Map([
      [both.id, "business_reviewer"],
      [ws.validation.id, "validation_reviewer"],
    ]),
  );
});

test("only sensible gates open", async () => {
  await addVersion(ws, model, 1);
  await addVersion(ws, model, 2, { stage: "retired" });
  await addVersion(ws, model, 3, { stage: "staging" });
  await expect(ask(1, "production")).rejects.toMatchObject({ code: "invalid" });
  await expect(ask(2, "staging")).rejects.toMatchObject({ code: "invalid" });
  await expect(ask(9, "staging")).rejects.toMatchObject({ code: "missing" });
  await expect(ask(3, "staging")).rejects.toMatchObject({ code: "invalid" });
  await ask(3);
  await expect(ask(3)).rejects.toMatchObject({ code: "taken" });
  await db
    .update(versions)
    .set({ deletedAt: new Date() })
    .where(and(eq(versions.modelId, model.id), eq(versions.version, 1)));
  await expect(ask(1, "staging")).rejects.toMatchObject({ code: "missing" });
});

test("a version of another workspace's gate is not there", async () => {
  await addVersion(ws, model, 1, { stage: "staging" });
  const { gateId } = await ask(1);
  const other = await gateWorkspace();
  await expect(castVote(at(other.validation), go(gateId))).rejects.toMatchObject({
    code: "missing",
  });
  await expect(getGate(at(other.validation), gateId)).rejects.toMatchObject({ code: "missing" });
});

test("retiring the version that serves drops the champion alias with it", async () => {
  await addVersion(ws, model, 1, { stage: "production" });
  await db.insert(aliases).values({
    workspaceId: ws.workspaceId,
    modelId: model.id,
    alias: "champion",
    version: 1,
    setAt: new Date(),
  });
  const { gateId } = await ask(1, "retired");
  expect(await castVote(at(ws.business), go(gateId))).toMatchObject({ status: "go" });
  expect([await stageOf(1), await championVersion()]).toEqual(["retired", undefined]);
});

test("a model put into a higher tier meanwhile is judged by that tier's policy", async () => {
  const { models } = await import("@/drizzle/schema/registry");
  await addVersion(ws, model, 1, { stage: "staging" });
  const { gateId } = await ask(1);
  await db.update(models).set({ tier: "high" }).where(eq(models.id, model.id));
  await expect(castVote(at(ws.validation), go(gateId))).rejects.toMatchObject({ code: "outdated" });
  await refreshGate(at(ws.requester), { gateId });
  const { gate } = await getGate(at(ws.validation), gateId);
  expect(gate).toMatchObject({ tier: "high", round: 2 });
  expect(gate.policy.quorum).toHaveProperty("risk_reviewer", 1);
});
