import { beforeEach, describe, expect, test } from "vitest";

import { deleteArtifact } from "@/lib/artifacts/delete-artifact";
import { castVote } from "@/lib/gates/decisions/cast-vote";
import { rollBack } from "@/lib/gates/decisions/roll-back";
import { withdrawGate } from "@/lib/gates/decisions/withdraw-gate";
import { changeAliasDirectly } from "@/lib/gates/direct/change-alias-directly";
import { changeStageDirectly } from "@/lib/gates/direct/change-stage-directly";
import { deleteModel } from "@/lib/registry/delete-model";
import { deleteVersion } from "@/lib/registry/delete-version";
import { ask, pass, promoted, stageOf, supersede, upload } from "@/tests/support/approvals";
import { addModel, addVersion, at, gateWorkspace, type GateWorkspace } from "@/tests/support/gates";

let ws: GateWorkspace;

beforeEach(async () => {
  ws = await gateWorkspace();
});

const reason = "Sound on every count.";

describe("a version that a gate let in, of any tier", () => {
  test.each(["low", "moderate", "high"] as const)(
    "of %s tier moves, unseals and is deleted by gate or rollback alone, in every direction",
    async (tier) => {
      const { model, folder } = await promoted(ws, tier);
      await supersede(ws, model);
      expect(await stageOf(model.id, 1)).toBe("staging");
      for (const stage of ["experimental", "retired", "production"] as const)
        await expect(
          changeStageDirectly(at(ws.requester), { model: model.name, version: 1, stage }),
        ).rejects.toMatchObject({ code: "forbidden" });
      await expect(upload(ws.requester, `${folder}/model.onnx`, "other")).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(deleteArtifact(at(ws.requester), { path: folder })).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(
        deleteVersion(at(ws.requester), { name: model.name, version: 1 }),
      ).rejects.toMatchObject({ code: "forbidden" });
      await expect(deleteModel(at(ws.admin), { name: model.name })).rejects.toMatchObject({
        code: "forbidden",
      });
      expect(await rollBack(at(ws.engineer), { model: model.name, reason })).toMatchObject({
        to: 1,
      });
    },
  );
});

describe("a version that a gate has judged", () => {
  test("is at its end once retired, and its files stay sealed after it was deleted", async () => {
    const { model, folder } = await promoted(ws);
    await supersede(ws, model);
    await pass(ws, model, 1, "retired");
    await expect(
      changeStageDirectly(at(ws.admin), { model: model.name, version: 1, stage: "experimental" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(rollBack(at(ws.engineer), { model: model.name, reason })).rejects.toMatchObject({
      code: "invalid",
    });
    await deleteVersion(at(ws.requester), { name: model.name, version: 1 });
    await expect(upload(ws.requester, `${folder}/more`, "x")).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("decides for an unclassified model too: nothing serves past it any more", async () => {
    const { model } = await promoted(ws, null);
    await addVersion(ws, model, 2);
    await expect(
      changeStageDirectly(at(ws.requester), { model: model.name, version: 2, stage: "production" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      changeAliasDirectly(at(ws.requester), { model: model.name, alias: "champion", version: 2 }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  test("keeps its files sealed after a gate sent it back", async () => {
    const model = await addModel(ws);
    const { runId } = await addVersion(ws, model, 1);
    const { gateId } = await ask(ws, model, 1, "staging");
    await castVote(at(ws.validation), { gateId, round: 1, choice: "recycle", reason });
    await expect(
      upload(ws.requester, `9001/${runId}/artifacts/model/model.onnx`, "other"),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});

test("a stranger takes nobody's request back; who asked, who owns the model and an admin do", async () => {
  const model = await addModel(ws);
  await addVersion(ws, model, 1);
  for (const by of [ws.author, ws.admin, ws.requester]) {
    const { gateId } = await ask(ws, model, 1, "staging");
    await expect(withdrawGate(at(ws.engineer), { gateId, reason })).rejects.toMatchObject({
      code: "forbidden",
    });
    await withdrawGate(at(by), { gateId, reason });
  }
});
