import { beforeEach, describe, expect, test } from "vitest";

import { deleteRun } from "@/lib/experiments/runs/delete-run";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { restoreRun } from "@/lib/experiments/runs/restore-run";
import { getGate } from "@/lib/gates/gate-queries";
import { refreshGate } from "@/lib/gates/rounds/refresh-gate";
import { describeModel } from "@/lib/registry/describe-model";
import { ask, go, pass, promoted } from "@/tests/support/approvals";
import { addModel, addVersion, at, gateWorkspace, type GateWorkspace } from "@/tests/support/gates";

let ws: GateWorkspace;

beforeEach(async () => {
  ws = await gateWorkspace();
});

describe("the bar", () => {
  test("is what the serving version was approved on, not its run as edited since", async () => {
    const { model, runId } = await promoted(ws);
    await logBatch(at(ws.requester), {
      runId,
      metrics: [{ key: "auc", value: 0.5, timestamp: Date.now(), step: 99 }],
    });
    await addVersion(ws, model, 2, { metrics: { auc: 0.75, demographic_parity_difference: 0 } });
    await pass(ws, model, 2, "staging");
    const { gateId } = await ask(ws, model, 2, "production");
    const { current } = await getGate(at(ws.admin), gateId);
    expect(current.checks.find(({ id }) => id === "not-worse-than-serving")).toMatchObject({
      verdict: "fail",
    });
  });

  test("of a classified model is loosened by a risk reviewer or an admin alone", async () => {
    const { name } = await addModel(ws, { limit: 0.8 });
    for (const looser of [
      { metricLimit: 0.5 },
      { metricLimit: null },
      { metricDirection: "lower" as const },
      { primaryMetric: "speed" },
      { primaryMetric: "" },
    ])
      await expect(describeModel(at(ws.requester), { name, ...looser })).rejects.toMatchObject({
        code: "forbidden",
      });
    await describeModel(at(ws.requester), { name, metricLimit: 0.9 });
    await describeModel(at(ws.admin), { name, metricLimit: 0.5 });
  });
});

test("a run that is deleted under its gate fails the gate until it is back", async () => {
  const model = await addModel(ws);
  const { runId } = await addVersion(ws, model, 1);
  const { gateId } = await ask(ws, model, 1, "staging");
  await deleteRun(at(ws.author), { runId });
  await expect(go(gateId, ws.validation)).rejects.toMatchObject({ code: "outdated" });
  await refreshGate(at(ws.requester), { gateId });
  await expect(go(gateId, ws.validation, 2)).rejects.toThrow(/must check/);
  await restoreRun(at(ws.author), { runId });
  await refreshGate(at(ws.requester), { gateId });
  expect(await go(gateId, ws.validation, 3)).toMatchObject({ status: "go" });
});
