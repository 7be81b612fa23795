import { beforeEach, expect, test } from "vitest";

import { changeStageDirectly } from "@/lib/gates/direct/change-stage-directly";
import { listStageChanges } from "@/lib/registry/queries";
import { addModel, addVersion, gateWorkspace, type GateWorkspace } from "@/tests/support/gates";

let ws: GateWorkspace;

beforeEach(async () => {
  ws = await gateWorkspace();
});

const moment = new Date("2026-11-01T09:00:00Z");

async function movable(versions: number) {
  const model = await addModel(ws, { tier: null });
  for (let version = 1; version <= versions; version++) await addVersion(ws, model, version);
  const ctx = { actor: ws.engineer, now: moment };
  const move = (version: number, stage: "staging" | "experimental", archiveExisting = false) =>
    changeStageDirectly(ctx, { model: model.name, version, stage, archiveExisting });
  const told = async (version?: number) =>
    (await listStageChanges(ctx, model.id, version)).map(
      (change) => `${change.version} ${change.fromStage} to ${change.toStage}`,
    );
  return { model, move, told };
}

test("changes of one moment are listed in the order they were made, the newest first", async () => {
  const { move, told } = await movable(2);
  for (let round = 0; round < 5; round++) {
    await move(1, "staging");
    await move(1, "experimental");
  }
  await move(1, "staging");
  await move(2, "staging", true);
  const back = ["1 staging to experimental", "1 experimental to staging"];
  const ofFirst = [
    "1 staging to retired",
    "1 experimental to staging",
    ...Array.from({ length: 5 }, () => back).flat(),
  ];
  expect(await told()).toEqual(["2 experimental to staging", ...ofFirst]);
  expect(await told(1)).toEqual(ofFirst);
});

test("versions moved at once each have a place of their own", async () => {
  const { model, move } = await movable(12);
  const versions = Array.from({ length: 12 }, (_, at) => at + 1);
  await Promise.all(versions.map((version) => move(version, "staging")));
  const changes = await listStageChanges({ actor: ws.engineer }, model.id);
  expect(changes.map(({ seq }) => seq)).toEqual(versions.toReversed());
});
