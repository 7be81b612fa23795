import { readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { and, eq } from "drizzle-orm";
import { expect } from "vitest";

import { artifacts } from "@/drizzle/schema/artifacts";
import { versions } from "@/drizzle/schema/registry";
import { storeBlob } from "@/lib/artifacts/artifact-store";
import { putArtifact } from "@/lib/artifacts/put-artifact";
import type { Actor } from "@/lib/auth/rules";
import { db } from "@/lib/db/client";
import { castVote } from "@/lib/gates/decisions/cast-vote";
import { requestGate } from "@/lib/gates/decisions/request-gate";
import { getGate } from "@/lib/gates/gate-queries";
import { settings } from "@/lib/settings";
import { addModel, addVersion, at, type GateWorkspace, type Tier } from "@/tests/support/gates";
import type { UserActor } from "@/tests/support/workspace";

const reason = "Sound on every count.";
type To = "staging" | "production" | "retired";

export const ask = (
  ws: GateWorkspace,
  model: { name: string },
  version: number,
  stage: To,
  by: Actor = ws.requester,
) => requestGate(at(by), { model: model.name, version, stage });

export const go = (gateId: string, by: UserActor, round = 1) =>
  castVote(at(by), { gateId, round, choice: "go", reason });

/** Through a gate by as many reviewers as the policy asks for. */
export async function pass(
  ws: GateWorkspace,
  model: { name: string },
  version: number,
  stage: To,
): Promise<string> {
  const { gateId } = await ask(ws, model, version, stage);
  for (const reviewer of [ws.validation, ws.risk, ws.business]) {
    const { gate, owed } = await getGate(at(reviewer), gateId);
    if (gate.status === "open" && reviewer.roles.some((role) => (owed[role] ?? 0) > 0))
      await go(gateId, reviewer);
  }
  expect((await getGate(at(ws.admin), gateId)).gate.status).toBe("go");
  return gateId;
}

/** A model whose first version serves, by decision. */
export async function promoted(ws: GateWorkspace, tier: Tier = "moderate") {
  const model = await addModel(ws, { tier });
  const { runId } = await addVersion(ws, model, 1);
  await pass(ws, model, 1, "staging");
  await pass(ws, model, 1, "production");
  return { model, runId, folder: `9001/${runId}/artifacts/model` };
}

/** The next version takes its place. */
export async function supersede(ws: GateWorkspace, model: { id: string; name: string }) {
  await addVersion(ws, model, 2);
  await pass(ws, model, 2, "staging");
  await pass(ws, model, 2, "production");
}

/** A gate that one of two reviewers has said go to. */
export async function halfDecided(ws: GateWorkspace) {
  const model = await addModel(ws, { tier: "high" });
  await addVersion(ws, model, 1);
  const { gateId } = await ask(ws, model, 1, "staging");
  await go(gateId, ws.validation);
  return { model, gateId };
}

export async function upload(by: Actor, path: string, text: string) {
  const blob = await storeBlob(new Blob([text]).stream(), null, new AbortController().signal);
  return putArtifact(at(by), { path, ...blob });
}

export async function stageOf(modelId: string, version: number) {
  const [row] = await db
    .select({ stage: versions.stage })
    .from(versions)
    .where(and(eq(versions.modelId, modelId), eq(versions.version, version)));
  return row?.stage;
}

/** Changes a byte of the model's file on disk, and hides it behind an old time. */
export async function tamper(folder: string): Promise<{ sha256: string }> {
  const [row] = await db
    .select()
    .from(artifacts)
    .where(eq(artifacts.path, `${folder}/model.onnx`));
  const sha256 = row?.sha256 ?? "";
  const file = join(settings().artifactDir, sha256.slice(0, 2), sha256);
  const bytes = await readFile(file);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  await writeFile(file, bytes);
  await utimes(file, new Date(2020, 1), new Date(2020, 1));
  return { sha256 };
}
