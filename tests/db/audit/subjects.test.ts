import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";

import { auditEntries, auditHeads } from "@/drizzle/schema/audit";
import { verifyChain } from "@/lib/audit/chain-queries";
import { auditFilter } from "@/lib/audit/inputs";
import { getAuditEntry, listAuditEntries } from "@/lib/audit/queries";
import { linkHash } from "@/lib/audit/rules";
import { changeName } from "@/lib/auth/change-name";
import { changeRoles } from "@/lib/auth/change-roles";
import { command } from "@/lib/command";
import { db } from "@/lib/db/client";
import { createExperiment } from "@/lib/experiments/create-experiment";
import { renameExperiment } from "@/lib/experiments/rename-experiment";
import { createRun } from "@/lib/experiments/runs/create-run";
import { deleteRun } from "@/lib/experiments/runs/delete-run";
import { restoreRun } from "@/lib/experiments/runs/restore-run";
import { updateRun } from "@/lib/experiments/runs/update-run";
import { requestGate } from "@/lib/gates/decisions/request-gate";
import { OneGate } from "@/lib/gates/inputs";
import { classifyModel } from "@/lib/registry/classify-model";
import { createModel } from "@/lib/registry/create-model";
import { createVersion } from "@/lib/registry/create-version";
import { deleteModel } from "@/lib/registry/delete-model";
import { deleteModelTag } from "@/lib/registry/delete-model-tag";
import { deleteVersion } from "@/lib/registry/delete-version";
import { describeModel } from "@/lib/registry/describe-model";
import { renameModel } from "@/lib/registry/names/rename-model";
import { setModelTag } from "@/lib/registry/set-model-tag";
import { setVersionTag } from "@/lib/registry/set-version-tag";
import { pagesOfSubjects } from "@/lib/workspace/subject-queries";
import { addModel, addVersion, at, gateWorkspace, type GateWorkspace } from "@/tests/support/gates";

let ws: GateWorkspace;

beforeEach(async () => {
  ws = await gateWorkspace();
});

const source = "mlflow-artifacts:/1/model";

async function entries(filter: object) {
  const asked = auditFilter.parse({ logging: "show", ...filter });
  return (await listAuditEntries({ actor: ws.admin }, asked, { limit: 500 })).entries;
}

const deeds = async (subject: string) =>
  (await entries({ subject })).map(({ action, name }) => `${action} ${name}`).toReversed();

test("after a rename and a new model of the old name, each model's entries are its own", async () => {
  const ctx = at(ws.engineer);
  const first = await createModel(ctx, { name: "credit" });
  await createVersion(ctx, { name: "credit", source });
  await renameModel(ctx, { name: "credit", newName: "credit-old" });
  const second = await createModel(ctx, { name: "credit" });
  await setModelTag(ctx, { name: "credit", key: "team", value: "risk" });
  await createVersion(ctx, { name: "credit", source });
  await createVersion(ctx, { name: "credit-old", source });

  expect(await deeds(`model:${first.id}`)).toEqual([
    "model.create credit",
    "model.rename credit-old",
  ]);
  expect(await deeds(`model:${second.id}`)).toEqual([
    "model.create credit",
    "model.set_tag credit",
  ]);
  expect(await deeds(`version:${first.id}/1`)).toEqual(["version.create credit version 1"]);
  expect(await deeds(`version:${first.id}`)).toEqual([
    "version.create credit version 1",
    "version.create credit-old version 2",
  ]);
});

test("after a deletion and a new model of the name, each model's entries are its own", async () => {
  const ctx = at(ws.engineer);
  const first = await createModel(ctx, { name: "churn" });
  await deleteModel(ctx, { name: "churn" });
  const second = await createModel(ctx, { name: "churn" });
  expect(await deeds(`model:${first.id}`)).toEqual(["model.create churn", "model.delete churn"]);
  expect(await deeds(`model:${second.id}`)).toEqual(["model.create churn"]);
});

test("a whole id finds one thing: version 1 is not version 10, experiment 1 is not experiment 10", async () => {
  const ctx = at(ws.engineer);
  const { id } = await createModel(ctx, { name: "many" });
  for (let made = 0; made < 10; made++) await createVersion(ctx, { name: "many", source });
  for (let made = 0; made < 10; made++) await createExperiment(ctx, { name: `e${made}` });
  expect(await entries({ subject: `version:${id}/1` })).toHaveLength(1);
  expect(await entries({ subject: `version:${id}/10` })).toHaveLength(1);
  expect(await entries({ subject: "experiment:1" })).toHaveLength(1);
});

test("entries are found by part of what things were called", async () => {
  const model = await addModel(ws, { name: "pricing_eu" });
  await addVersion(ws, model, 3, { stage: "staging" });
  const wanted = { model: model.name, version: 3, stage: "production" as const };
  const { gateId } = await requestGate(at(ws.requester), wanted);
  expect(await deeds("pricing_eu")).toEqual(["gate.request pricing_eu version 3 to production"]);
  expect(await deeds("gate:Pricing")).toHaveLength(1);
  expect(await deeds("model:pricing_eu")).toEqual([]);
  expect(await deeds("pricing%")).toEqual([]);
  expect(await deeds(`gate:${gateId}`)).toHaveLength(1);
});

test("a name leads to where its bearer is found now, and nowhere once it is gone", async () => {
  const ctx = at(ws.engineer);
  const kept = await createModel(ctx, { name: "kept" });
  await createVersion(ctx, { name: "kept", source });
  await createVersion(ctx, { name: "kept", source });
  await deleteVersion(ctx, { name: "kept", version: 2 });
  await renameModel(ctx, { name: "kept", newName: "a?b 50%" });
  const gone = await createModel(ctx, { name: "gone" });
  await deleteModel(ctx, { name: "gone" });
  const asked = [
    `model:${kept.id}`,
    `version:${kept.id}/1`,
    `version:${kept.id}/2`,
    `model:${gone.id}`,
    "model:kept",
    `run:${"a".repeat(32)}`,
    `workspace:${ws.workspaceId}`,
  ];
  expect([...(await pagesOfSubjects({ actor: ws.admin }, asked))]).toEqual(
    expect.arrayContaining([
      [`model:${kept.id}`, "/models/a%3Fb%2050%25"],
      [`version:${kept.id}/1`, "/models/a%3Fb%2050%25/versions/1"],
      [`run:${"a".repeat(32)}`, `/runs/${"a".repeat(32)}`],
    ]),
  );
  expect((await pagesOfSubjects({ actor: ws.admin }, asked)).size).toBe(3);
});

test("entries from before subjects were ids are found, and only the model's own", async () => {
  const ctx = at(ws.engineer);
  const kept = await addModel(ws, { name: "scoring" });
  const dead = { id: "00000000-0000-7000-8000-00000000dead" };
  await addOld([
    { action: "model.create", subject: "model:scoring", after: { id: dead.id } },
    { action: "version.create", subject: "version:scoring/1" },
    { action: "model.delete", subject: "model:scoring", before: { id: dead.id } },
    { action: "model.create", subject: "model:draft", after: { id: kept.id } },
    { action: "version.create", subject: "version:draft/1" },
    {
      action: "model.rename",
      subject: "model:scoring",
      before: { name: "draft" },
      after: { name: "scoring" },
    },
    { action: "model.describe", subject: "model:scoring" },
  ]);
  await describeModel(ctx, { name: "scoring", purpose: "Scores." });

  expect(await deeds(`model:${kept.id}`)).toEqual([
    "model.create draft",
    "model.rename scoring",
    "model.describe scoring",
    "model.describe scoring",
  ]);
  expect(await deeds(`version:${kept.id}/1`)).toEqual(["version.create draft version 1"]);
  expect(await deeds(`version:${dead.id}/1`)).toEqual(["version.create scoring version 1"]);
  expect(await deeds("scoring")).toHaveLength(6);
  const [, old] = await entries({ action: "model.describe" });
  expect(await getAuditEntry({ actor: ws.admin }, old?.seq ?? 0)).toMatchObject({
    subject: "model:scoring",
    about: `model:${kept.id}`,
    name: "scoring",
  });
  expect((await verifyChain({ actor: ws.admin })).fault).toBeNull();
});

test("what finds everything as it was asked to be leaves no entry", async () => {
  const ctx = at(ws.engineer);
  const answers = { reach: "internal", autonomy: "advises", use: "insight", harm: "small" };
  await createModel(ctx, { name: "still" });
  await createVersion(ctx, { name: "still", source });
  const { experimentId } = await createExperiment(ctx, { name: "quiet" });
  const { runId } = await createRun(ctx, { experimentId });
  const touch = async () => {
    await describeModel(ctx, { name: "still", purpose: "Waits." });
    await classifyModel(ctx, { name: "still", ...answers });
    await setModelTag(ctx, { name: "still", key: "a", value: "1" });
    await deleteModelTag(ctx, { name: "still", key: "never there" });
    await setVersionTag(ctx, { name: "still", version: 1, key: "a", value: "1" });
    await renameModel(ctx, { name: "still", newName: "still" });
    await renameExperiment(ctx, { experimentId, name: "quiet" });
    await updateRun(ctx, { runId, status: "FINISHED", endTime: 1_700_000_000_000 });
    await deleteRun(ctx, { runId });
    await deleteRun(ctx, { runId });
    await restoreRun(ctx, { runId });
    await restoreRun(ctx, { runId });
    await changeRoles(at(ws.admin), { userId: ws.risk.id, roles: ["risk_reviewer"] });
    await changeName(at(ws.risk), { name: ws.risk.name });
  };
  await touch();
  const first = (await entries({})).length;
  await touch();
  const second = await entries({});
  expect(second.slice(0, second.length - first).map(({ action }) => action)).toEqual([
    "run.restore",
    "run.delete",
  ]);
});

test("what is named by anything but a lasting id does not get on the chain, nor does its change", async () => {
  const wrong = command({
    permission: "gate:read",
    input: OneGate,
    run: async (_ctx, { gateId }) => ({
      result: null,
      audit: { action: "gate.vote", subject: `gate:${gateId}`, name: gateId },
    }),
  });
  await expect(wrong(at(ws.risk), { gateId: "the first one" })).rejects.toThrow("lasting id");
});

/** Writes entries as they were written before they held names, at the end of the chain. */
async function addOld(
  old: { action: string; subject: string; before?: object; after?: object }[],
): Promise<void> {
  for (const entry of old) {
    const { head } = await verifyChain({ actor: ws.admin });
    const moment = new Date();
    const { id: actorId, name: actorName, workspaceId } = ws.engineer;
    const actor = { kind: "user", id: actorId, name: actorName };
    const body = JSON.stringify({ at: moment, actor, workspace: workspaceId, ...entry });
    const seq = head.seq + 1;
    const hash = linkHash(head.hash, seq, body);
    const { action, subject } = entry;
    const row = {
      workspaceId,
      seq,
      at: moment,
      actorKind: "user",
      actorId,
      actorName,
      action,
      subject,
    };
    await db.insert(auditEntries).values({ ...row, body, hash });
    await db.update(auditHeads).set({ seq, hash }).where(eq(auditHeads.workspaceId, workspaceId));
  }
}
