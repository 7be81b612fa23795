import { beforeAll, expect, test } from "vitest";

import { experimentKeys } from "@/drizzle/schema/experiments";
import { db } from "@/lib/db/client";
import { cutMark } from "@/lib/experiments/cut";
import { createLoggedModel } from "@/lib/experiments/logged-models/create-logged-model";
import { logLoggedModelParams } from "@/lib/experiments/logged-models/log-logged-model-params";
import { getLoggedModel } from "@/lib/experiments/logged-models/logged-model-queries";
import { tagLoggedModel } from "@/lib/experiments/logged-models/tag-logged-model";
import { createRun } from "@/lib/experiments/runs/create-run";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { getRun } from "@/lib/experiments/runs/run-queries";
import { updateRun } from "@/lib/experiments/runs/update-run";
import { makeWorkspace, type UserActor } from "@/tests/support/workspace";

let ctx: { actor: UserActor; now: Date };

beforeAll(async () => {
  const workspace = await makeWorkspace();
  ctx = { actor: await workspace.member(["data_scientist"]), now: new Date() };
});

const long = (key: string, length: number) => ({ key, value: "x".repeat(length) });
const newRun = async () => (await createRun(ctx, { experimentId: "0" })).runId;
const markOf = async (runId: string) => (await getRun(ctx, runId)).tags[cutMark];

test("a batch with values too long is stored whole but for them, and the run says what was cut", async () => {
  const runId = await newRun();
  const batch = {
    runId,
    params: [{ key: "lr", value: "0.1" }, long("features", 7000)],
    tags: [long("mlflow.note.content", 9000)],
    metrics: [{ key: "acc", value: 0.9, timestamp: 1 }],
  };
  await logBatch(ctx, batch);
  await logBatch(ctx, batch);
  const run = await getRun(ctx, runId);
  expect(run.params).toEqual({ lr: "0.1", features: "x".repeat(6000) });
  expect(run.tags["mlflow.note.content"]).toBe("x".repeat(8000));
  expect(run.metrics).toMatchObject([{ key: "acc", value: 0.9 }]);
  expect(run.tags[cutMark]).toBe(
    'param "features" cut from 7000 to 6000 characters; tag "mlflow.note.content" cut from 9000 to 8000 characters',
  );
  const keys = await db.select({ key: experimentKeys.key }).from(experimentKeys);
  expect(keys.map(({ key }) => key)).toContain(cutMark);
});

test("the mark keeps to what is cut now: a tag written anew is no longer named, a param stays", async () => {
  const runId = await newRun();
  const tag = async (key: string, length: number) =>
    logBatch(ctx, { runId, tags: [long(key, length)] });
  await logBatch(ctx, { runId, params: [long("p", 6001)] });
  await tag("a", 8001);
  await tag("a b", 8002);
  expect(await markOf(runId)).toBe(
    [
      'param "p" cut from 6001 to 6000 characters',
      'tag "a b" cut from 8002 to 8000 characters',
      'tag "a" cut from 8001 to 8000 characters',
    ].join("; "),
  );
  await tag("a", 8000);
  await tag("a b", 9000);
  const left =
    'param "p" cut from 6001 to 6000 characters; tag "a b" cut from 9000 to 8000 characters';
  expect(await markOf(runId)).toBe(left);
  await logBatch(ctx, { runId, metrics: [{ key: "m", value: 1, timestamp: 1 }] });
  await tag("b", 1);
  expect(await markOf(runId)).toBe(left);
});

test("a run that is copied brings its mark along", async () => {
  const runId = await newRun();
  const line = 'tag "a" cut from 9000 to 8000 characters';
  await logBatch(ctx, { runId, tags: [{ key: cutMark, value: line }, long("b", 8001)] });
  expect(await markOf(runId)).toBe(`${line}; tag "b" cut from 8001 to 8000 characters`);
});

test("a run's first tags and its name are cut alike", async () => {
  const { runId } = await createRun(ctx, { name: "n".repeat(8001), tags: [long("t", 8001)] });
  const run = await getRun(ctx, runId);
  expect([run.name, run.tags["mlflow.runName"]]).toEqual(["n".repeat(8000), "n".repeat(8000)]);
  expect(run.tags[cutMark]).toContain('tag "mlflow.runName" cut from 8001');
  await updateRun(ctx, { runId, name: "short" });
  expect(await markOf(runId)).toBe('tag "t" cut from 8001 to 8000 characters');
});

test("a logged model's params and tags are cut alike, and it says so itself", async () => {
  const { id: modelId } = await createLoggedModel(ctx, {
    experimentId: "0",
    params: [long("p", 6001)],
    tags: [long("t", 8001)],
  });
  const first =
    'param "p" cut from 6001 to 6000 characters; tag "t" cut from 8001 to 8000 characters';
  expect((await getLoggedModel(ctx, modelId)).tags[cutMark]).toBe(first);
  await logLoggedModelParams(ctx, { modelId, pairs: [long("p", 6001), long("q", 6002)] });
  await tagLoggedModel(ctx, { modelId, pairs: [long("t", 5)] });
  const model = await getLoggedModel(ctx, modelId);
  expect([model.params["q"]?.length, model.tags["t"]]).toEqual([6000, "xxxxx"]);
  expect(model.tags[cutMark]).toBe(
    'param "p" cut from 6001 to 6000 characters; param "q" cut from 6002 to 6000 characters',
  );
});
