import { beforeEach, expect, test } from "vitest";

import { storeBlob } from "@/lib/artifacts/artifact-store";
import { putArtifact } from "@/lib/artifacts/put-artifact";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { updateRun } from "@/lib/experiments/runs/update-run";
import { castVote } from "@/lib/gates/decisions/cast-vote";
import { requestGate } from "@/lib/gates/decisions/request-gate";
import { getGate } from "@/lib/gates/gate-queries";
import { refreshGate } from "@/lib/gates/rounds/refresh-gate";
import { describeModel } from "@/lib/registry/describe-model";
import { tasks } from "@/lib/workspace/jobs";
import { addModel, addVersion, at, gateWorkspace, type GateWorkspace } from "@/tests/support/gates";
import { forget, work } from "@/tests/support/jobs";

let ws: GateWorkspace;
let model: { id: string; name: string };
let runId: string;
let gateId: string;

beforeEach(async () => {
  ws = await gateWorkspace();
  model = await addModel(ws);
  ({ runId } = await addVersion(ws, model, 1, { stage: "staging" }));
  ({ gateId } = await ask());
});

const ask = () =>
  requestGate(at(ws.requester), { model: model.name, version: 1, stage: "production" });
const go = (round = 1) => ({ gateId, round, choice: "go" as const, reason: "Sound." });
const note = (value: string) => [{ key: "mlflow.note.content", value }];
const metric = (key: string, value: number) => [{ key, value, step: 1, timestamp: Date.now() }];
const round = async () => (await getGate(at(ws.validation), gateId)).gate.round;

const settle = () => work(ws.workspaceId);

test("a note on the run voids no vote, and is shown as moved aside", async () => {
  await castVote(at(ws.validation), go());
  await logBatch(at(ws.author), { runId, tags: note("Trained on the old cluster.") });
  await settle();
  const gate = await getGate(at(ws.business), gateId);
  expect(gate).toMatchObject({ gate: { round: 1 }, outdated: [] });
  expect(gate.aside).toEqual([
    { path: "run.tags.mlflow.note.content", from: "none", to: "Trained on the old cluster." },
  ]);
  await expect(refreshGate(at(ws.requester), { gateId })).rejects.toThrow(
    "Nothing that the checks",
  );
  expect(await castVote(at(ws.business), go())).toMatchObject({ status: "go" });
});

test("a metric that the policy reads adds a job in its own statement, and the job opens a round", async () => {
  await castVote(at(ws.validation), go());
  await logBatch(at(ws.author), { runId, metrics: metric("auc", 0.95) });
  expect(await settle()).toContain("evidence_moved");
  const gate = await getGate(at(ws.validation), gateId);
  expect(gate.current).toMatchObject({
    round: 2,
    votes: [],
    moved: [{ path: "run.metrics.auc", from: "0.9", to: "0.95" }],
  });
  await expect(castVote(at(ws.business), go(1))).rejects.toThrow("the gate is in round 2");
});

test("a wake-up that was lost is made good when the receipt is sealed", async () => {
  await logBatch(at(ws.author), { runId, metrics: metric("auc", 0.95) });
  await forget(ws.workspaceId);
  const { workspaceId } = ws;
  await tasks.find(({ name }) => name === "seal_receipts")?.run({ workspaceId }, new Date());
  await settle();
  expect(await round()).toBe(2);
});

test("a vote is refused on a metric that moved before any job came round", async () => {
  await logBatch(at(ws.author), { runId, metrics: metric("auc", 0.95) });
  await expect(castVote(at(ws.validation), go())).rejects.toThrow("run.metrics.auc: 0.9 → 0.95");
});

test("a metric that no check reads opens nothing", async () => {
  await logBatch(at(ws.author), { runId, metrics: metric("speed", 12) });
  await settle();
  expect(await round()).toBe(1);
});

test("other bytes in the version's folder open a round", async () => {
  const folder = `9001/${runId}/artifacts/model`;
  const blob = await storeBlob(new Blob(["x"]).stream(), 1, new AbortController().signal);
  await putArtifact(at(ws.author), { path: `${folder}/deep/x`, ...blob });
  await settle();
  const { current } = await getGate(at(ws.validation), gateId);
  expect(current.moved.map(({ path }) => path)).toContain("artifact.digest");
});

test("nothing is queued for a run, a file or a model that no gate rests on", async () => {
  const other = await addModel(ws);
  const { runId: another } = await addVersion(ws, other, 1);
  await logBatch(at(ws.author), { runId: another, metrics: metric("auc", 0.5) });
  expect((await settle()).filter((name) => name === "evidence_moved")).toEqual([]);
});

test("a decision that moves what the policy reads opens a round through the chain", async () => {
  await describeModel(at(ws.requester), { name: model.name, metricLimit: 0.75 });
  await settle();
  const { current } = await getGate(at(ws.validation), gateId);
  expect(current.moved).toMatchObject([{ path: "model.primary_metric.limit", to: "0.75" }]);
  await describeModel(at(ws.requester), { name: model.name, purpose: "Another purpose." });
  await settle();
  expect(await round()).toBe(2);
});

test("a version that begins to serve opens a round of the gates that compare with it", async () => {
  await addVersion(ws, model, 2, { stage: "staging", metrics: { auc: 0.92 } });
  const second = await requestGate(at(ws.requester), {
    model: model.name,
    version: 2,
    stage: "production",
  });
  await castVote(at(ws.validation), { ...go(), gateId: second.gateId });
  await castVote(at(ws.business), { ...go(), gateId: second.gateId });
  await settle();
  const { current } = await getGate(at(ws.validation), gateId);
  expect(current.moved.map(({ path }) => path)).toContain("serving.version");
});

test("a metric logged after the run was over shows as such on the check that reads it", async () => {
  await updateRun(at(ws.author), { runId, status: "RUNNING" });
  await updateRun(at(ws.author), { runId, status: "FINISHED" });
  await logBatch(at(ws.author), { runId, metrics: metric("auc", 0.95) });
  await settle();
  const { current } = await getGate(at(ws.validation), gateId);
  expect(current.evidence.run.late_metrics).toEqual(["auc"]);
  const late = current.checks.filter((check) => check.late).map(({ id }) => id);
  expect(late).toContain("metric-within-limit");
  expect(late).not.toContain("run-finished");
});
