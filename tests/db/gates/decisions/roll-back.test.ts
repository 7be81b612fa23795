import { and, desc, eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";

import { auditEntries } from "@/drizzle/schema/audit";
import { aliases, stageChanges, versions } from "@/drizzle/schema/registry";
import { command, type WriteCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import { Refusal } from "@/lib/errors";
import { castVote } from "@/lib/gates/decisions/cast-vote";
import { requestGate } from "@/lib/gates/decisions/request-gate";
import { rollBack } from "@/lib/gates/decisions/roll-back";
import { OneGate } from "@/lib/gates/inputs";
import { addModel, addVersion, at, gateWorkspace, type GateWorkspace } from "@/tests/support/gates";

let ws: GateWorkspace;
let model: { id: string; name: string };

beforeEach(async () => {
  ws = await gateWorkspace();
  model = await addModel(ws, { tier: "low" });
});

async function promote(version: number): Promise<string> {
  await addVersion(ws, model, version, { stage: "staging" });
  const { gateId } = await requestGate(at(ws.requester), {
    model: model.name,
    version,
    stage: "production",
  });
  await castVote(at(ws.validation), { gateId, round: 1, choice: "go", reason: "Sound." });
  return gateId;
}

async function state() {
  const rows = await db
    .select({ version: versions.version, stage: versions.stage })
    .from(versions)
    .where(eq(versions.modelId, model.id))
    .orderBy(versions.version);
  const [alias] = await db.select().from(aliases).where(eq(aliases.modelId, model.id));
  return { stages: rows.map(({ stage }) => stage), champion: alias?.version };
}

const back = (from?: number) => ({ model: model.name, reason: "Error rate doubled.", from });

test("rolls stage and champion back together, further each time, and never forward", async () => {
  for (const version of [1, 2, 3]) await promote(version);
  expect(await rollBack(at(ws.engineer), back(3))).toMatchObject({ from: 3, to: 2 });
  expect(await state()).toEqual({ stages: ["staging", "production", "staging"], champion: 2 });
  expect(await rollBack(at(ws.engineer), back(2))).toMatchObject({ to: 1 });
  expect(await state()).toEqual({ stages: ["production", "staging", "staging"], champion: 1 });
  await expect(rollBack(at(ws.engineer), back(1))).rejects.toMatchObject({ code: "invalid" });

  const [change] = await db
    .select()
    .from(stageChanges)
    .where(and(eq(stageChanges.modelId, model.id), eq(stageChanges.cause, "rollback")))
    .orderBy(desc(stageChanges.at))
    .limit(1);
  expect(change).toMatchObject({ reason: "Error rate doubled.", byName: ws.engineer.name });
  const entries = await db
    .select()
    .from(auditEntries)
    .where(
      and(eq(auditEntries.workspaceId, ws.workspaceId), eq(auditEntries.action, "model.rollback")),
    )
    .orderBy(auditEntries.seq);
  expect(entries.map(({ body }) => JSON.parse(body))).toMatchObject([
    { before: { serving: 3, champion: 3 }, after: { serving: 2, champion: 2 } },
    { before: { serving: 2, champion: 2 }, after: { serving: 1, champion: 1 } },
  ]);
});

test("two people rolling back at once go back one step, not two", async () => {
  for (const version of [1, 2, 3]) await promote(version);
  const answers = await Promise.allSettled([
    rollBack(at(ws.engineer), back(3)),
    rollBack(at(ws.admin), back(3)),
  ]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect((await state()).champion).toBe(2);
});

test("a rollback needs the right, a reason and a target", async () => {
  await promote(1);
  await promote(2);
  await expect(rollBack(at(ws.requester), back())).rejects.toMatchObject({ code: "forbidden" });
  await expect(rollBack(at(ws.validation), back())).rejects.toMatchObject({ code: "forbidden" });
  await expect(rollBack(at(ws.engineer), { model: model.name, reason: " " })).rejects.toMatchObject(
    { code: "invalid", fields: { reason: expect.any(Array) } },
  );
  await expect(
    rollBack(at(ws.engineer), { model: "nothing", reason: "Why not." }),
  ).rejects.toMatchObject({ code: "missing" });
});

test("a promotion that fails half-way leaves stage, alias, vote and audit as they were", async () => {
  await promote(1);
  await addVersion(ws, model, 2, { stage: "staging" });
  const { gateId } = await requestGate(at(ws.requester), {
    model: model.name,
    version: 2,
    stage: "production",
  });
  const voteAndFail = command({
    permission: "gate:read",
    input: OneGate,
    async run(ctx: WriteCtx) {
      await castVote(ctx, { gateId, round: 1, choice: "go", reason: "Sound." });
      if (ctx.workspaceId) throw new Refusal("unavailable", "The power went.");
      const audit = { action: "gate.vote", subject: "gate:never", name: "never" } as const;
      return { result: null, audit };
    },
  });
  const before = await db.$count(auditEntries, eq(auditEntries.workspaceId, ws.workspaceId));
  await expect(voteAndFail(at(ws.validation), { gateId })).rejects.toMatchObject({
    code: "unavailable",
  });
  expect(await state()).toEqual({ stages: ["production", "staging"], champion: 1 });
  expect(await db.$count(auditEntries, eq(auditEntries.workspaceId, ws.workspaceId))).toBe(before);
  const again = { gateId, round: 1, choice: "go" as const, reason: "Sound." };
  expect(await castVote(at(ws.validation), again)).toMatchObject({ status: "go" });
});
