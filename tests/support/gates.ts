import { randomBytes } from "node:crypto";

import { eq, sql } from "drizzle-orm";

import { artifacts } from "@/drizzle/schema/artifacts";
import { datasets, experiments, runDatasets, runMetrics, runs } from "@/drizzle/schema/experiments";
import { models, versions } from "@/drizzle/schema/registry";
import { storeBlob } from "@/lib/artifacts/artifact-store";
import type { Actor } from "@/lib/auth/rules";
import { db } from "@/lib/db/client";
import { uuidv7 } from "@/lib/db/ids";
import { makeWorkspace, type TestWorkspace, type UserActor } from "@/tests/support/workspace";

export type Stage = "experimental" | "staging" | "production" | "retired";
export type Tier = "low" | "moderate" | "high" | null;

export type GateWorkspace = TestWorkspace & {
  author: UserActor;
  requester: UserActor;
  validation: UserActor;
  risk: UserActor;
  business: UserActor;
  engineer: UserActor;
};

/** A workspace with one person in each part of a decision. */
export async function gateWorkspace(): Promise<GateWorkspace> {
  const workspace = await makeWorkspace();
  return {
    ...workspace,
    author: await workspace.member(["data_scientist"], "Author"),
    requester: await workspace.member(["data_scientist"], "Requester"),
    validation: await workspace.member(["validation_reviewer"], "Validator"),
    risk: await workspace.member(["risk_reviewer"], "Risk officer"),
    business: await workspace.member(["business_reviewer"], "Business owner"),
    engineer: await workspace.member(["engineer"], "Engineer"),
  };
}

export const at = (actor: Actor) => ({ actor, now: new Date() });

export type ModelOptions = { name?: string; tier?: Tier; limit?: number };

export async function addModel(ws: GateWorkspace, options: ModelOptions = {}) {
  const { name = `model-${randomBytes(4).toString("hex")}`, tier = "moderate" } = options;
  const now = new Date();
  const id = uuidv7();
  await db.insert(models).values({
    workspaceId: ws.workspaceId,
    id,
    name,
    tier,
    ownerId: ws.requester.id,
    ownerName: ws.requester.name,
    primaryMetric: "auc",
    metricDirection: "higher",
    metricLimit: options.limit ?? 0.7,
    createdAt: now,
    updatedAt: now,
  });
  return { id, name };
}

const modelFileText = `flavors: {onnx: {}}
signature:
  inputs: '[{"name": "income", "type": "double"}]'
  outputs: '[{"type": "double"}]'
`;

export type VersionOptions = {
  stage?: Stage;
  metrics?: Record<string, number>;
  tags?: Record<string, string>;
};

/** A version whose run, dataset, commit, environment and files are all on record, so every default check can pass. */
export async function addVersion(
  ws: GateWorkspace,
  model: { id: string },
  version: number,
  options: VersionOptions = {},
): Promise<{ runId: string }> {
  const { workspaceId } = ws;
  const now = new Date();
  const runId = randomBytes(16).toString("hex");
  const experimentId = await someExperiment(workspaceId);
  await db.insert(runs).values({
    workspaceId,
    id: runId,
    experimentId,
    name: `train ${version}`,
    status: "FINISHED",
    startTime: now.getTime(),
    artifactUri: `mlflow-artifacts:/${experimentId}/${runId}/artifacts`,
    params: { depth: String(version) },
    tags: { "mlflow.source.git.commit": "c0ffee", ...options.tags },
    createdAt: now,
    updatedAt: now,
    authorId: ws.author.id,
    authorName: ws.author.name,
  });
  await addInputs(ws, { runId, experimentId, version, metrics: options.metrics ?? sound });
  const artifactPath = `${experimentId}/${runId}/artifacts/model`;
  await addFiles(workspaceId, artifactPath);
  await db.insert(versions).values({
    workspaceId,
    modelId: model.id,
    version,
    stage: options.stage ?? "experimental",
    source: `runs:/${runId}/model`,
    artifactPath,
    runId,
    createdAt: now,
    updatedAt: now,
    stageSince: now,
    createdById: ws.author.id,
    createdByName: ws.author.name,
  });
  await db
    .update(models)
    .set({ lastVersion: sql`greatest(${models.lastVersion}, ${version}::int)` })
    .where(eq(models.id, model.id));
  return { runId };
}

const sound = { auc: 0.9, demographic_parity_difference: 0.03 };

async function addInputs(
  { workspaceId }: GateWorkspace,
  logged: { runId: string; experimentId: string; version: number; metrics: Record<string, number> },
): Promise<void> {
  const { runId, experimentId, version } = logged;
  for (const [key, value] of Object.entries(logged.metrics))
    await setMetric(workspaceId, { runId, experimentId, key, value });
  const dataset = { workspaceId, experimentId, name: "train", digest: `d${version}` };
  await db
    .insert(datasets)
    .values({ ...dataset, sourceType: "local", source: "train.csv", createdAt: new Date() })
    .onConflictDoNothing();
  await db.insert(runDatasets).values({ ...dataset, runId });
}

async function addFiles(workspaceId: string, folder: string): Promise<void> {
  const createdAt = new Date();
  const { signal } = new AbortController();
  const store = (text: string) => storeBlob(new Blob([text]).stream(), null, signal);
  const modelFile = await store(modelFileText);
  const some = () => store(randomBytes(5).toString("hex"));
  await db.insert(artifacts).values([
    { workspaceId, path: `${folder}/MLmodel`, ...modelFile, createdAt },
    { workspaceId, path: `${folder}/model.onnx`, ...(await some()), createdAt },
    { workspaceId, path: `${folder}/requirements.txt`, ...(await some()), createdAt },
  ]);
}

export async function setMetric(
  workspaceId: string,
  metric: { runId: string; experimentId?: string; key: string; value: number },
): Promise<void> {
  const { runId, key, value, experimentId = await someExperiment(workspaceId) } = metric;
  await db
    .insert(runMetrics)
    .values({ workspaceId, runId, key, experimentId, value, step: 0, at: Date.now() })
    .onConflictDoUpdate({
      target: [runMetrics.workspaceId, runMetrics.runId, runMetrics.key],
      set: { value },
    });
}

async function someExperiment(workspaceId: string): Promise<string> {
  const now = new Date();
  const id = "9001";
  await db
    .insert(experiments)
    .values({
      workspaceId,
      id,
      name: "gate tests",
      artifactLocation: `mlflow-artifacts:/${id}`,
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoNothing();
  return id;
}
