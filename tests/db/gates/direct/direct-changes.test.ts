import { and, eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";

import { auditEntries } from "@/drizzle/schema/audit";
import { aliases, stageChanges, versions } from "@/drizzle/schema/registry";
import { db } from "@/lib/db/client";
import { requestGate } from "@/lib/gates/decisions/request-gate";
import { changeAliasDirectly } from "@/lib/gates/direct/change-alias-directly";
import { changeStageDirectly } from "@/lib/gates/direct/change-stage-directly";
import {
  addModel,
  addVersion,
  at,
  gateWorkspace,
  type GateWorkspace,
  type Tier,
} from "@/tests/support/gates";

let ws: GateWorkspace;

beforeEach(async () => {
  ws = await gateWorkspace();
});

async function stageOf(modelId: string, version: number) {
  const [row] = await db
    .select({ stage: versions.stage })
    .from(versions)
    .where(and(eq(versions.modelId, modelId), eq(versions.version, version)));
  return row?.stage;
}

const move = (
  model: { name: string },
  version: number,
  stage: "staging" | "production" | "retired" | "experimental",
  archiveExisting = false,
) => changeStageDirectly(at(ws.engineer), { model: model.name, version, stage, archiveExisting });

const cases: [Tier, "staging" | "production" | "retired", "allow" | "refuse"][] = [
  [null, "staging", "allow"],
  [null, "production", "allow"],
  [null, "retired", "allow"],
  ["low", "staging", "allow"],
  ["low", "production", "refuse"],
  ["low", "retired", "refuse"],
  ["moderate", "staging", "refuse"],
  ["moderate", "production", "refuse"],
  ["high", "staging", "refuse"],
  ["high", "production", "refuse"],
  ["high", "retired", "refuse"],
];

test.each(cases)("a %s-tier version into %s past the gate: %s", async (tier, stage, expected) => {
  const model = await addModel(ws, { tier });
  await addVersion(ws, model, 1);
  if (expected === "allow") {
    expect(await move(model, 1, stage)).toMatchObject({ from: "experimental", to: stage });
    const [change] = await db.select().from(stageChanges).where(eq(stageChanges.modelId, model.id));
    expect(change).toMatchObject({ cause: "direct", toStage: stage, byId: ws.engineer.id });
    const [entry] = await db
      .select()
      .from(auditEntries)
      .where(
        and(eq(auditEntries.workspaceId, ws.workspaceId), eq(auditEntries.action, "version.stage")),
      );
    expect(JSON.parse(entry!.body)).toMatchObject({
      before: { stage: "experimental" },
      after: { stage },
    });
    return;
  }
  await expect(move(model, 1, stage)).rejects.toMatchObject({
    code: "forbidden",
    message: expect.stringContaining(`the ${stage} gate: the policy for ${tier} risk`),
  });
  expect(await stageOf(model.id, 1)).toBe("experimental");
});

test("the refusal leads to the open gate where there is one, else to the version", async () => {
  const model = await addModel(ws);
  await addVersion(ws, model, 1);
  await expect(move(model, 1, "staging")).rejects.toMatchObject({
    message: expect.stringContaining(`/w/${ws.slug}/models/${model.name}/versions/1`),
  });
  const { gateId } = await requestGate(at(ws.requester), {
    model: model.name,
    version: 1,
    stage: "staging",
  });
  await expect(move(model, 1, "staging")).rejects.toMatchObject({
    message: expect.stringContaining(`/w/${ws.slug}/gates/${gateId}`),
  });
});

test("the serving version of a classified model cannot be taken out of production directly", async () => {
  const model = await addModel(ws, { tier: "low" });
  await addVersion(ws, model, 1, { stage: "production" });
  await expect(move(model, 1, "staging")).rejects.toMatchObject({ code: "forbidden" });
  await expect(move(model, 1, "experimental")).rejects.toMatchObject({ code: "forbidden" });
  expect(await stageOf(model.id, 1)).toBe("production");
});

test("archiving along with a move is held to the same policies, and then nothing moves", async () => {
  const model = await addModel(ws, { tier: "low" });
  await addVersion(ws, model, 1, { stage: "staging" });
  await addVersion(ws, model, 2);
  await expect(move(model, 2, "staging", true)).rejects.toMatchObject({ code: "forbidden" });
  expect([await stageOf(model.id, 1), await stageOf(model.id, 2)]).toEqual([
    "staging",
    "experimental",
  ]);
  const free = await addModel(ws, { tier: null });
  await addVersion(ws, free, 1, { stage: "production" });
  await addVersion(ws, free, 2);
  expect(await move(free, 2, "production", true)).toMatchObject({ archived: [1] });
  expect(await stageOf(free.id, 1)).toBe("retired");
});

test("the champion alias of a classified model moves only through its gate; other aliases are free", async () => {
  const model = await addModel(ws, { tier: "high" });
  await addVersion(ws, model, 1, { stage: "production" });
  await addVersion(ws, model, 2);
  await db.insert(aliases).values({
    workspaceId: ws.workspaceId,
    modelId: model.id,
    alias: "champion",
    version: 1,
    setAt: new Date(),
  });
  const point = (alias: string, version: number | null) =>
    changeAliasDirectly(at(ws.engineer), { model: model.name, alias, version });
  await expect(point("champion", 2)).rejects.toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("production gate"),
  });
  await expect(point("champion", null)).rejects.toMatchObject({ code: "forbidden" });
  expect(await point("champion", 1)).toMatchObject({ from: 1, to: 1 });
  expect(await point("challenger", 2)).toMatchObject({ from: null, to: 2 });
  expect(await point("challenger", null)).toMatchObject({ from: 2, to: null });
  const free = await addModel(ws, { tier: null });
  await addVersion(ws, free, 1);
  expect(
    await changeAliasDirectly(at(ws.engineer), { model: free.name, alias: "champion", version: 1 }),
  ).toMatchObject({ to: 1 });
});
