import { beforeAll, expect, test } from "vitest";

import { castVote } from "@/lib/gates/decisions/cast-vote";
import { requestGate } from "@/lib/gates/decisions/request-gate";
import { changeAliasDirectly } from "@/lib/gates/direct/change-alias-directly";
import { registryEndpoints } from "@/lib/registry/endpoints";
import { addModel, addVersion, at, gateWorkspace, type GateWorkspace } from "@/tests/support/gates";
import { answerOf, byKey, refusalOf, unanswered, type Client } from "@/tests/support/rest";

const name = "credit";
let ws: GateWorkspace;
let client: Client;
let runId: string;

beforeAll(async () => {
  ws = await gateWorkspace();
  client = await byKey(ws, ws.requester);
  const model = await addModel(ws, { name, tier: "low" });
  ({ runId } = await addVersion(ws, model, 1, { stage: "staging" }));
  const asked = { model: name, version: 1, stage: "production" as const };
  const { gateId } = await requestGate(at(ws.requester), asked);
  await castVote(at(ws.validation), { gateId, round: 1, choice: "go", reason: "Sound." });
});

test("a model is registered, described, classified and renamed", async () => {
  const made = await answerOf(client, registryEndpoints.createModel, { name: "bare" });
  expect(made).toMatchObject({ owner: { name: ws.requester.name }, tier: null, aliases: {} });
  const described = await answerOf(client, registryEndpoints.describeModel, {
    name: "bare",
    ownerId: "",
    consumers: ["web"],
    primaryMetric: "auc",
    metricLimit: 0.8,
  });
  expect(described).toMatchObject({ owner: null, metricLimit: 0.8, metricDirection: "higher" });
  await answerOf(client, registryEndpoints.renameModel, { name: "bare", newName: "renamed" });
  const answers = { reach: "internal", autonomy: "advises", use: "insight", harm: "small" };
  expect(
    await answerOf(client, registryEndpoints.classifyModel, { name: "renamed", ...answers }),
  ).toMatchObject({ tier: "low", tierAnswers: answers });
  expect(await answerOf(client, registryEndpoints.getModel, { name: "renamed" })).toMatchObject({
    id: made.id,
    createdAt: made.createdAt,
  });
});

test("models are listed with what serves, and those with nothing to serve", async () => {
  const { models } = await answerOf(client, registryEndpoints.listModels);
  expect(models).toMatchObject([
    { name, champion: 1, serving: 1, latest: { version: 1, stage: "production" } },
    { name: "renamed", champion: null, serving: null, latest: null },
  ]);
  const first = await answerOf(client, registryEndpoints.listModels, { limit: 1 });
  const { next: cursor } = first;
  const second = await answerOf(client, registryEndpoints.listModels, { limit: 1, cursor });
  expect([...first.models, ...second.models]).toEqual(models);
  expect(second.next).toBeNull();
});

test("a version is registered from a run, and read with all that is known of it", async () => {
  const registered = await answerOf(client, registryEndpoints.createVersion, {
    name: "renamed",
    source: `runs:/${runId}/model`,
    tags: { team: "risk" },
  });
  expect(registered).toMatchObject({ version: 1, runId, loggedModelId: null });
  const described = { name: "renamed", version: 1, description: "The **first**." };
  await answerOf(client, registryEndpoints.describeVersion, described);
  await changeAliasDirectly(at(ws.engineer), { model: name, alias: "best", version: 1 });
  const detail = await answerOf(client, registryEndpoints.getVersion, { name, version: 1 });
  expect(detail).toMatchObject({
    aliases: ["best", "champion"],
    flavors: ["onnx"],
    signature: { inputs: [{ name: "income", type: "double" }], params: [] },
    lineage: { complete: true, missing: [] },
    stageChanges: [{ from: "staging", to: "production", cause: "gate" }],
  });
  const bare = await answerOf(client, registryEndpoints.createVersion, {
    name: "renamed",
    source: "s3://elsewhere/model",
  });
  expect(
    await answerOf(client, registryEndpoints.getVersion, {
      name: "renamed",
      version: bare.version,
    }),
  ).toMatchObject({ signature: null, artifact: { digest: null, files: [] }, runId: null });
  const { versions } = await answerOf(client, registryEndpoints.listVersions, { name: "renamed" });
  expect(versions.map(({ version }) => version)).toEqual([2, 1]);
});

test("versions come page by page, and no page leaves any out", async () => {
  const long = { name: "long" };
  await answerOf(client, registryEndpoints.createModel, long);
  for (let count = 0; count < 5; count++)
    await answerOf(client, registryEndpoints.createVersion, {
      ...long,
      source: "s3://elsewhere/m",
    });
  const found: number[] = [];
  const pages: number[] = [];
  let cursor: string | null = null;
  do {
    const page: { versions: { version: number }[]; next: string | null } = await answerOf(
      client,
      registryEndpoints.listVersions,
      { ...long, limit: 2, ...(cursor === null ? {} : { cursor }) },
    );
    found.push(...page.versions.map(({ version }) => version));
    pages.push(page.versions.length);
    cursor = page.next;
  } while (cursor !== null);
  expect(found).toEqual([5, 4, 3, 2, 1]);
  expect(pages).toEqual([2, 2, 1]);
});

test("evidence is put on record and listed", async () => {
  const about = { name: "renamed", version: 1, kind: "bias_assessment", source: "audit tool" };
  const found = { measuredAt: "2026-11-01T00:00:00Z", content: { passed: true, gap: 0.02 } };
  await answerOf(client, registryEndpoints.attachEvidence, { ...about, ...found });
  const expiresAt = "2027-01-01T00:00:00Z";
  await answerOf(client, registryEndpoints.attachEvidence, { ...about, ...found, expiresAt });
  const { evidence } = await answerOf(client, registryEndpoints.listEvidence, {
    name: "renamed",
    version: 1,
  });
  expect(evidence).toMatchObject([
    { expiresAt: new Date(expiresAt), content: found.content },
    { expiresAt: null, measuredAt: new Date(found.measuredAt) },
  ]);
});

test("what may not be done is refused by its name", async () => {
  expect(await refusalOf(client, registryEndpoints.createModel, { name })).toMatchObject({
    code: "taken",
  });
  expect(await refusalOf(client, registryEndpoints.getModel, { name: "none" })).toMatchObject({
    status: 404,
  });
  expect(
    await refusalOf(client, registryEndpoints.deleteVersion, { name, version: 1 }),
  ).toMatchObject({ status: 403, code: "forbidden" });
  expect(
    await refusalOf(client, registryEndpoints.classifyModel, { name, reach: "all" }),
  ).toMatchObject({ status: 400, code: "invalid" });
});

test("a version and a model are deleted", async () => {
  await answerOf(client, registryEndpoints.deleteVersion, { name: "renamed", version: 2 });
  await answerOf(client, registryEndpoints.deleteModel, { name: "renamed" });
});

test("every endpoint has answered", () => {
  expect(unanswered(registryEndpoints)).toEqual([]);
});
