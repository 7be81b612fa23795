import { beforeAll, expect, test } from "vitest";

import type { Ctx } from "@/lib/command";
import { db } from "@/lib/db/client";
import { createRun } from "@/lib/experiments/runs/create-run";
import { requestGate } from "@/lib/gates/decisions/request-gate";
import { changeStageDirectly } from "@/lib/gates/direct/change-stage-directly";
import { classifyModel } from "@/lib/registry/classify-model";
import { createModel } from "@/lib/registry/create-model";
import { createVersion } from "@/lib/registry/create-version";
import { deleteModel } from "@/lib/registry/delete-model";
import { deleteVersion } from "@/lib/registry/delete-version";
import { describeModel } from "@/lib/registry/describe-model";
import { ListModels } from "@/lib/registry/inputs";
import { renameModel } from "@/lib/registry/names/rename-model";
import { pointAlias } from "@/lib/registry/point-alias";
import { aliasesOf, findModel, getModel, getVersion, listVersions } from "@/lib/registry/queries";
import { searchModels, searchVersions } from "@/lib/registry/search-queries";
import { modelsScreen } from "@/lib/workspace/models-screen";
import { makeWorkspace, type TestWorkspace } from "@/tests/support/workspace";

let workspace: TestWorkspace;
let ctx: Ctx;

const low = { reach: "internal", autonomy: "advises", use: "insight", harm: "small" } as const;
const high = {
  reach: "broad",
  autonomy: "automatic",
  use: "consequential",
  harm: "severe",
} as const;
const source = "s3://bucket/model";

beforeAll(async () => {
  workspace = await makeWorkspace();
  ctx = { actor: workspace.admin, now: new Date() };
});

test("a name is taken once, and free again after deletion", async () => {
  const first = await createModel(ctx, { name: "taken" });
  await expect(createModel(ctx, { name: "taken" })).rejects.toMatchObject({ code: "taken" });
  await deleteModel(ctx, { name: "taken" });
  expect(await findModel(ctx, "taken")).toBeUndefined();
  const second = await createModel(ctx, { name: "taken" });
  expect(second.id).not.toBe(first.id);
});

test("version numbers are never used again", async () => {
  await createModel(ctx, { name: "numbers" });
  await createVersion(ctx, { name: "numbers", source });
  await createVersion(ctx, { name: "numbers", source });
  await deleteVersion(ctx, { name: "numbers", version: 2 });
  const third = await createVersion(ctx, { name: "numbers", source });
  expect(third.version).toBe(3);
});

test("twenty versions registered at once get twenty numbers", async () => {
  const { id } = await createModel(ctx, { name: "crowd" });
  await Promise.all(
    Array.from({ length: 20 }, () => createVersion(ctx, { name: "crowd", source })),
  );
  const found = await listVersions(ctx, id, { limit: 100 });
  const numbers = found.versions.map(({ version }) => version);
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, at) => 20 - at));
});

test("a model made along with its first version stays away when the version is refused", async () => {
  const lost = { name: "together", source: "models:/nothing/1", makeModel: true };
  await expect(createVersion(ctx, lost)).rejects.toMatchObject({ code: "missing" });
  expect(await findModel(ctx, "together")).toBeUndefined();
  const made = await createVersion(ctx, { name: "together", source, makeModel: true });
  expect(made.version).toBe(1);
});

test("an alias goes with its version", async () => {
  const { id } = await createModel(ctx, { name: "aliased" });
  await createVersion(ctx, { name: "aliased", source });
  await db.transaction((tx) =>
    pointAlias(
      { actor: ctx.actor, now: ctx.now, tx, deeds: [], workspaceId: workspace.workspaceId },
      { modelId: id, alias: "best", version: 1 },
    ),
  );
  expect((await getVersion(ctx, "aliased", 1)).aliases).toEqual(["best"]);
  await deleteVersion(ctx, { name: "aliased", version: 1 });
  expect(await aliasesOf(ctx, id)).toEqual([]);
});

test("a model found by search shows its own aliases and nobody else's", async () => {
  const { rows } = await searchModels(ctx, {
    filter: "name = 'crowd'",
    orderBy: [],
    limit: 10,
    cursor: "",
  });
  expect(rows.map(({ name, aliases }) => ({ name, aliases }))).toEqual([
    { name: "crowd", aliases: [] },
  ]);
});

test("a version's run and files come from the logged model or run it names", async () => {
  await createModel(ctx, { name: "origins" });
  await expect(
    createVersion(ctx, { name: "origins", source: "models:/m-none" }),
  ).rejects.toMatchObject({ code: "missing" });
  await expect(
    createVersion(ctx, { name: "origins", source: "/etc/passwd" }),
  ).rejects.toMatchObject({ code: "invalid" });
  const { runId } = await createRun(ctx, { experimentId: "0" });
  const folder = `0/${runId}/artifacts/x`;
  const uri = `mlflow-artifacts:/${folder}`;
  const stored = await createVersion(ctx, { name: "origins", source: uri });
  expect(stored).toMatchObject({ artifactPath: folder, runId });
  const copy = await createVersion(ctx, { name: "origins", source: "models:/origins/1" });
  expect(copy).toMatchObject({ artifactPath: folder, runId });
});

test("raising the tier is open, lowering it takes a risk reviewer who is signed in", async () => {
  const name = "tiers";
  await createModel(ctx, { name });
  const scientist = { ...ctx, actor: await workspace.member(["data_scientist"]) };
  expect((await classifyModel(scientist, { name, ...low })).tier).toBe("low");
  expect((await classifyModel(scientist, { name, ...high })).tier).toBe("high");
  await expect(classifyModel(scientist, { name, ...low })).rejects.toMatchObject({
    code: "forbidden",
  });
  const reviewer = { ...ctx, actor: await workspace.member(["risk_reviewer"]) };
  expect((await classifyModel(reviewer, { name, ...low })).tier).toBe("low");
});

test("what is left out of a description stays, and the owner must be a member", async () => {
  const name = "described";
  await createModel(ctx, { name, purpose: "p" });
  await describeModel(ctx, { name, consumers: "crm\nbilling", primaryMetric: "auc" });
  const model = await describeModel(ctx, { name, metricLimit: "0.7" });
  expect(model).toMatchObject({
    purpose: "p",
    consumers: ["crm", "billing"],
    primaryMetric: "auc",
    metricDirection: "higher",
    metricLimit: 0.7,
  });
  const stranger = "00000000-0000-7000-8000-000000000000";
  await expect(describeModel(ctx, { name, ownerId: stranger })).rejects.toMatchObject({
    code: "invalid",
  });
});

test("what a classified model serves cannot be deleted past its gate", async () => {
  const name = "serving";
  await createModel(ctx, { name });
  await createVersion(ctx, { name, source });
  await changeStageDirectly(ctx, { model: name, version: 1, stage: "production" });
  await classifyModel(ctx, { name, ...high });
  await expect(deleteVersion(ctx, { name, version: 1 })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(deleteModel(ctx, { name })).rejects.toMatchObject({ code: "forbidden" });
  expect((await getVersion(ctx, name, 1)).stage).toBe("production");
});

test("a rename carries versions along and cannot take another's name", async () => {
  await createModel(ctx, { name: "old name" });
  await createVersion(ctx, { name: "old name", source });
  await expect(renameModel(ctx, { name: "old name", newName: "serving" })).rejects.toMatchObject({
    code: "taken",
  });
  await renameModel(ctx, { name: "old name", newName: "new name" });
  expect((await getVersion(ctx, "new name", 1)).version).toBe(1);
});

test("the models page counts each model's own gates, versions and champion", async () => {
  const name = "counted";
  await createModel(ctx, { name });
  await createVersion(ctx, { name, source });
  await createVersion(ctx, { name, source });
  await requestGate(ctx, { model: name, version: 2, stage: "staging" });
  const { models } = await modelsScreen(ctx, ListModels.parse({}));
  expect(models.find((line) => line.name === name)).toMatchObject({
    versions: 2,
    latest: { version: 2, stage: "experimental" },
    champion: null,
    openGates: 1,
  });
  expect(models.find((line) => line.name === "crowd")).toMatchObject({ openGates: 0 });
});

test("searching versions pages through all of them without doubles", async () => {
  const seen: number[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const page = await searchVersions(ctx, {
      filter: "name = 'crowd'",
      orderBy: ["version_number ASC"],
      limit: 7,
      cursor,
    });
    seen.push(...page.rows.map(({ version }) => version));
    cursor = page.next;
  }
  expect(seen).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
});

test("another workspace sees none of it", async () => {
  const other = await makeWorkspace();
  const stranger = { actor: other.admin, now: new Date() };
  await expect(getModel(stranger, "crowd")).rejects.toMatchObject({ code: "missing" });
  expect((await modelsScreen(stranger, ListModels.parse({}))).models).toEqual([]);
});

test("who may only look cannot change anything", async () => {
  const viewer = { ...ctx, actor: await workspace.member(["viewer"]) };
  await expect(createModel(viewer, { name: "mine" })).rejects.toMatchObject({ code: "forbidden" });
  await expect(createVersion(viewer, { name: "crowd", source })).rejects.toMatchObject({
    code: "forbidden",
  });
  expect((await getModel(viewer, "crowd")).name).toBe("crowd");
});

test("a version belongs to the run that made its files, whatever is said of it", async () => {
  const name = "made by";
  await createModel(ctx, { name });
  const { runId: maker } = await createRun(ctx, { experimentId: "0" });
  const { runId: other } = await createRun(ctx, { experimentId: "0" });
  const files = `mlflow-artifacts:/0/${maker}/artifacts/model`;
  expect((await createVersion(ctx, { name, source: files })).runId).toBe(maker);
  expect((await createVersion(ctx, { name, source: files, runId: maker })).runId).toBe(maker);
  expect((await createVersion(ctx, { name, source: `runs:/${maker}/model` })).runId).toBe(maker);
  for (const forged of [files, `runs:/${maker}/model`, "models:/made by/1"])
    await expect(createVersion(ctx, { name, source: forged, runId: other })).rejects.toMatchObject({
      code: "invalid",
    });
});
