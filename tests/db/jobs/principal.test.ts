import { and, eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";

import { auditEntries } from "@/drizzle/schema/audit";
import { gates } from "@/drizzle/schema/gates";
import { db } from "@/lib/db/client";
import { castVote } from "@/lib/gates/decisions/cast-vote";
import { requestGate } from "@/lib/gates/decisions/request-gate";
import { withdrawGate } from "@/lib/gates/decisions/withdraw-gate";
import { keepGatesTrue } from "@/lib/gates/rounds/jobs";
import { following } from "@/lib/jobs/following";
import { jobActor } from "@/lib/jobs/job-actor";
import { createModel } from "@/lib/registry/create-model";
import { describeModel } from "@/lib/registry/describe-model";
import { addModel, addVersion, at, gateWorkspace, type GateWorkspace } from "@/tests/support/gates";

let ws: GateWorkspace;

beforeEach(async () => {
  ws = await gateWorkspace();
});

const promoting = {
  name: "promote_retrained",
  may: [
    "gate:read",
    "evidence:read",
    "gate:request",
    "model:read",
    "model:write",
    "policy:read",
    "tracking:read",
  ],
} as const;

const jobFor = (person: { id: string; name: string } | null) =>
  at(jobActor(ws.workspaceId, promoting, person && { id: person.id, name: person.name }));

async function askFor(person: { id: string; name: string } | null) {
  const model = await addModel(ws);
  await addVersion(ws, model, 1, { stage: "staging" });
  const asked = { model: model.name, version: 1, stage: "production" as const };
  return { model, ...(await requestGate(jobFor(person), asked)) };
}

test("who stands behind a job that asked for a gate cannot vote on it; somebody else can", async () => {
  const { gateId } = await askFor(ws.validation);
  const vote = { gateId, round: 1, choice: "go" as const, reason: "Sound." };
  await expect(castVote(at(ws.validation), vote)).rejects.toMatchObject({ code: "forbidden" });
  const other = await ws.member(["validation_reviewer"], "Second validator");
  await expect(castVote(at(other), vote)).resolves.toMatchObject({ gateId });
});

test("what a job does is recorded under the person it acts for, and under Gatehouse when there is none", async () => {
  const { gateId } = await askFor(ws.engineer);
  const model = await createModel(jobFor(ws.engineer), { name: "made for Engineer" });
  expect(model).toMatchObject({ ownerId: ws.engineer.id, createdByName: "Engineer" });
  const alone = await createModel(jobFor(null), { name: "made for nobody" });
  expect(alone).toMatchObject({ createdById: null, createdByName: "Gatehouse" });
  await withdrawGate(jobFor(null), { gateId, reason: "Nobody needs it." });
  const [gate] = await db.select().from(gates).where(eq(gates.id, gateId));
  expect(gate).toMatchObject({
    requestedById: ws.engineer.id,
    requestedByName: "Engineer",
    decidedById: null,
    decidedByName: "Gatehouse",
  });
  const [entry] = await db
    .select({ body: auditEntries.body })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.workspaceId, ws.workspaceId),
        eq(auditEntries.subject, `model:${model.id}`),
      ),
    );
  expect(JSON.parse(entry?.body ?? "")).toMatchObject({
    actor: { kind: "job", name: "promote_retrained", for: { id: ws.engineer.id } },
  });
});

test("two workers that react to one entry at once open one round", async () => {
  const { gateId, model } = await askFor(null);
  await describeModel(at(ws.admin), { name: model.name, primaryMetric: "recall" });
  const task = following([keepGatesTrue]);
  const go = () => task.run({ workspaceId: ws.workspaceId }, new Date());
  await Promise.all([go(), go(), go()]);
  const [gate] = await db.select().from(gates).where(eq(gates.id, gateId));
  expect(gate).toMatchObject({ status: "open", round: 2 });
  const refreshed = await db.$count(
    auditEntries,
    and(
      eq(auditEntries.workspaceId, ws.workspaceId),
      eq(auditEntries.action, "gate.refresh"),
      eq(auditEntries.subject, `gate:${gateId}`),
    ),
  );
  expect(refreshed).toBe(1);
});
