import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";

import { artifacts } from "@/drizzle/schema/artifacts";
import { artifactManifest } from "@/lib/artifacts/queries";
import { readBlob } from "@/lib/artifacts/read-blob";
import { db } from "@/lib/db/client";
import { rollBack } from "@/lib/gates/decisions/roll-back";
import { getGate } from "@/lib/gates/gate-queries";
import { createVersion } from "@/lib/registry/create-version";
import { settings } from "@/lib/settings";
import { ask, go, promoted, stageOf, supersede, tamper, upload } from "@/tests/support/approvals";
import { addModel, addVersion, at, gateWorkspace, type GateWorkspace } from "@/tests/support/gates";

let ws: GateWorkspace;

beforeEach(async () => {
  ws = await gateWorkspace();
});

const reason = "Sound on every count.";

describe("a source is a file tree of the run that it claims", () => {
  test.each([
    ["a folder of nobody's", () => "elsewhere/model"],
    ["the whole store", () => ""],
    ["the whole experiment", () => "9001"],
    ["what lies beside the artifacts", (runId: string) => `9001/${runId}`],
  ] satisfies [string, (runId: string) => string][])("%s is refused", async (_, pathOf) => {
    const model = await addModel(ws);
    const { runId } = await addVersion(ws, model, 1);
    await upload(ws.requester, "elsewhere/model/MLmodel", "flavors: {}");
    await expect(
      createVersion(at(ws.requester), {
        name: model.name,
        source: `mlflow-artifacts:/${pathOf(runId)}`,
        runId,
      }),
    ).rejects.toMatchObject({ code: "invalid" });
  });

  test("another's good run is not joined to other files", async () => {
    const model = await addModel(ws);
    const { runId: good } = await addVersion(ws, model, 1);
    const { runId: own } = await addVersion(ws, model, 2);
    for (const path of [`9001/${own}/artifacts/model`, `9001/${own}/artifacts`])
      await expect(
        createVersion(at(ws.requester), {
          name: model.name,
          source: `mlflow-artifacts:/${path}`,
          runId: good,
        }),
      ).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("bytes that were changed on disk", () => {
  test("are not sent, not approved and not rolled back to", async () => {
    const { model, folder } = await promoted(ws);
    await supersede(ws, model);
    const { sha256 } = await tamper(folder);
    await expect(readBlob(sha256)).rejects.toMatchObject({ code: "missing" });
    await expect(readBlob(sha256, { start: 0, end: 1 })).rejects.toMatchObject({ code: "missing" });
    await expect(rollBack(at(ws.engineer), { model: model.name, reason })).rejects.toThrow(
      /model\.onnx is changed on disk/,
    );
    expect(await stageOf(model.id, 2)).toBe("production");

    const { runId } = await addVersion(ws, model, 3);
    const { gateId } = await ask(ws, model, 3, "staging");
    await tamper(`9001/${runId}/artifacts/model`);
    await expect(go(gateId, ws.validation)).rejects.toMatchObject({ code: "outdated" });
  });

  test("are whole again once the same bytes are uploaded", async () => {
    const model = await addModel(ws);
    const { runId } = await addVersion(ws, model, 1);
    const path = `9001/${runId}/artifacts/model/mended`;
    await upload(ws.author, path, "whole bytes");
    const [row] = await db.select().from(artifacts).where(eq(artifacts.path, path));
    const sha256 = row?.sha256 ?? "";
    await writeFile(join(settings().artifactDir, sha256.slice(0, 2), sha256), "other bytes");
    await expect(readBlob(sha256)).rejects.toMatchObject({ code: "missing" });
    await upload(ws.author, path, "whole bytes");
    expect(await new Response(await readBlob(sha256)).text()).toBe("whole bytes");
  });
});

test("41 uploads racing 41 deciding votes: no unjudged file is promoted", async () => {
  const model = await addModel(ws);
  const judged: [version: number, folder: string, digest: string][] = [];
  for (let version = 1; version <= 41; version++) {
    const { runId } = await addVersion(ws, model, version);
    const folder = `9001/${runId}/artifacts/model`;
    const { gateId } = await ask(ws, model, version, "staging");
    const outcomes = await Promise.allSettled([
      go(gateId, ws.validation),
      upload(ws.requester, `${folder}/model.onnx`, `other ${version}`),
      upload(ws.requester, `${folder}/more`, `more ${version}`),
    ]);
    for (const outcome of outcomes)
      if (outcome.status === "rejected")
        expect(["forbidden", "outdated"]).toContain(outcome.reason.code);
    const { gate, current } = await getGate(at(ws.admin), gateId);
    if (gate.status === "go") judged.push([version, folder, current.evidence.artifact.digest]);
  }
  for (const [version, folder, digest] of judged)
    expect([version, (await artifactManifest(at(ws.admin), folder)).digest === digest]).toEqual([
      version,
      true,
    ]);
  // neither side may win every time, or nothing would have raced
  expect(judged.length).toBeGreaterThan(0);
});
