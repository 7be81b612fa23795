import { beforeAll, expect, test } from "vitest";

import { experimentEndpoints, runEndpoints } from "@/lib/experiments/endpoints";
import { createLoggedModel } from "@/lib/experiments/logged-models/create-logged-model";
import { createRun } from "@/lib/experiments/runs/create-run";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { logInputs } from "@/lib/experiments/runs/log-inputs";
import { logOutputs } from "@/lib/experiments/runs/log-outputs";
import { at } from "@/tests/support/gates";
import { answerOf, byKey, refusalOf, textOf, unanswered, type Client } from "@/tests/support/rest";
import { makeWorkspace, type TestWorkspace, type UserActor } from "@/tests/support/workspace";

let ws: TestWorkspace;
let scientist: UserActor;
let client: Client;
let experimentId: string;
let full: string;
let bare: string;

beforeAll(async () => {
  ws = await makeWorkspace();
  scientist = await ws.member(["data_scientist"]);
  client = await byKey(ws, scientist);
  ({ experimentId } = await answerOf(client, experimentEndpoints.create, {
    name: "churn",
    tags: [{ key: "team", value: "risk" }],
  }));
  bare = (await createRun(at(scientist), { experimentId, name: "bare" })).runId;
  full = await fullRun();
});

/** A run with everything a run may have, values that JSON has no number for among them. */
async function fullRun(): Promise<string> {
  const tags = Object.entries({
    "mlflow.parentRunId": bare,
    "mlflow.source.git.commit": "c0ffee",
  }).map(([key, value]) => ({ key, value }));
  const { runId } = await createRun(at(scientist), { experimentId, name: "full", tags });
  const points = [0.5, NaN, Infinity, -Infinity, 0.25].map((value, step) => ({
    key: "loss",
    value,
    step,
    timestamp: 1_700_000_000_000 + step,
  }));
  const odd = { key: "odd", value: -Infinity, step: 0, timestamp: 1 };
  const params = [{ key: "depth", value: "3" }];
  await logBatch(at(scientist), { runId, metrics: [...points, odd], params });
  await logInputs(at(scientist), {
    runId,
    datasets: [
      {
        name: "train",
        digest: "ab12",
        sourceType: "local",
        source: "train.csv",
        schema: "{}",
        profile: "{}",
        tags: [{ key: "mlflow.data.context", value: "training" }],
      },
      { name: "test", digest: "cd34" },
    ],
  });
  const { id: modelId } = await createLoggedModel(at(scientist), {
    experimentId,
    sourceRunId: runId,
  });
  await logOutputs(at(scientist), { runId, models: [{ modelId, step: 4 }] });
  return runId;
}

test("experiments are listed, read, renamed, deleted and restored", async () => {
  const { experiments } = await answerOf(client, experimentEndpoints.list, { q: "churn" });
  expect(experiments).toMatchObject([{ id: experimentId, runs: 2, tags: { team: "risk" } }]);
  await answerOf(client, experimentEndpoints.rename, { experimentId, name: "churn 2" });
  const empty = await answerOf(client, experimentEndpoints.create, { name: "empty" });
  await answerOf(client, experimentEndpoints.delete, empty);
  expect(await answerOf(client, experimentEndpoints.get, empty)).toMatchObject({
    lifecycle: "deleted",
    lastStartTime: null,
  });
  await answerOf(client, experimentEndpoints.restore, empty);
  expect(await answerOf(client, experimentEndpoints.get, { experimentId })).toMatchObject({
    name: "churn 2",
    activeRuns: 2,
    createdAt: expect.any(Date),
  });
  expect(await answerOf(client, experimentEndpoints.keys, { experimentId })).toMatchObject({
    metric: ["loss", "odd"],
    param: ["depth"],
  });
});

test("a run is read whole, with words for what is no number", async () => {
  const run = await answerOf(client, runEndpoints.get, { runId: full });
  expect(run).toMatchObject({
    metrics: [
      { key: "loss", value: 0.25, step: 4 },
      { key: "odd", value: "-Infinity" },
    ],
    datasets: [
      { name: "test", schema: null },
      { name: "train", profile: "{}" },
    ],
    models: [{ direction: "output", step: 4 }],
  });
  expect(await answerOf(client, runEndpoints.get, { runId: bare })).toMatchObject({ metrics: [] });
});

test("runs are listed with the columns asked for", async () => {
  const columns = "metrics.odd,params.depth,dataset";
  const { runs } = await answerOf(client, runEndpoints.list, { experimentId, columns });
  expect(runs.find(({ id }) => id === full)).toMatchObject({
    metrics: { odd: "-Infinity" },
    params: { depth: "3" },
    parentId: bare,
    commit: "c0ffee",
  });
  const filter = "metrics.loss >";
  expect(await refusalOf(client, runEndpoints.list, { experimentId, filter })).toMatchObject({
    status: 400,
    fields: { filter: [expect.any(String)] },
  });
});

test("a list is walked page by page, forth and back", async () => {
  const page = { experimentId, sort: "run_name", direction: "asc", limit: 1 };
  const first = await answerOf(client, runEndpoints.list, page);
  const second = await answerOf(client, runEndpoints.list, { ...page, cursor: first.next });
  expect([...first.runs, ...second.runs].map(({ id }) => id)).toEqual([bare, full]);
  expect([first.previous, second.next]).toEqual([null, null]);
  const back = await answerOf(client, runEndpoints.list, { ...page, cursor: second.previous });
  expect(back.runs).toEqual(first.runs);
  const one = await answerOf(client, experimentEndpoints.list, { limit: 1 });
  expect(one).toMatchObject({ next: expect.any(String), previous: null });
});

test("curves and comparisons hold gaps and what is not there", async () => {
  const runs = [full, bare, "unknown"].join();
  const { curves } = await answerOf(client, runEndpoints.curves, { runs, key: "loss" });
  expect(curves.map(({ points }) => points.map(({ value }) => value))).toEqual([
    [0.5, "NaN", "Infinity", "-Infinity", 0.25],
  ]);
  const compared = await answerOf(client, runEndpoints.compare, { runs, baseline: bare });
  expect(compared).toMatchObject({ missing: ["unknown"], baselineId: bare, curveKeys: ["loss"] });
  expect(compared.comparison.metrics).toMatchObject([
    { key: "loss", values: [0.25, null], deltas: [null, null] },
    { key: "odd", values: ["-Infinity", null] },
  ]);
  expect(await textOf(client, runEndpoints.compareCsv, { runs })).toContain("loss");
  expect(await textOf(client, runEndpoints.exportCsv, { experimentId })).toContain("full");
});

test("a run is renamed, deleted and restored", async () => {
  const runId = bare;
  await answerOf(client, runEndpoints.update, { runId, name: "renamed", status: "FAILED" });
  await answerOf(client, runEndpoints.delete, { runId });
  expect(await answerOf(client, runEndpoints.get, { runId })).toMatchObject({
    name: "renamed",
    lifecycle: "deleted",
  });
  await answerOf(client, runEndpoints.restore, { runId });
});

test("who may not is refused, and what is not there is missing", async () => {
  const reader = await byKey(ws, scientist, ["read"]);
  expect(await refusalOf(reader, runEndpoints.delete, { runId: full })).toMatchObject({
    status: 403,
  });
  expect(await refusalOf(client, runEndpoints.get, { runId: "none" })).toMatchObject({
    status: 404,
  });
  expect(
    await refusalOf(client, experimentEndpoints.rename, { experimentId, nmae: "typo" }),
  ).toMatchObject({ status: 400, fields: { nmae: ["Unknown field."] } });
});

test("every endpoint has answered", () => {
  expect(unanswered(experimentEndpoints)).toEqual([]);
  expect(unanswered(runEndpoints)).toEqual([]);
});
