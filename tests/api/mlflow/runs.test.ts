import { beforeAll, expect, test } from "vitest";
import { z } from "zod";

import * as createExperiment from "@/app/api/2.0/mlflow/experiments/create/route";
import * as searchDatasets from "@/app/api/2.0/mlflow/experiments/search-datasets/route";
import * as searchExperiments from "@/app/api/2.0/mlflow/experiments/search/route";
import * as historyInterval from "@/app/api/2.0/mlflow/metrics/get-history-bulk-interval/route";
import * as historyBulk from "@/app/api/2.0/mlflow/metrics/get-history-bulk/route";
import * as history from "@/app/api/2.0/mlflow/metrics/get-history/route";
import * as create from "@/app/api/2.0/mlflow/runs/create/route";
import * as get from "@/app/api/2.0/mlflow/runs/get/route";
import * as logBatch from "@/app/api/2.0/mlflow/runs/log-batch/route";
import * as logInputs from "@/app/api/2.0/mlflow/runs/log-inputs/route";
import * as logMetric from "@/app/api/2.0/mlflow/runs/log-metric/route";
import * as logModel from "@/app/api/2.0/mlflow/runs/log-model/route";
import * as search from "@/app/api/2.0/mlflow/runs/search/route";
import * as update from "@/app/api/2.0/mlflow/runs/update/route";
import { mlflowClient, runOf } from "@/tests/support/mlflow";
import { makeWorkspace } from "@/tests/support/workspace";

let call: ReturnType<typeof mlflowClient>;

const point = (run_id: unknown, step: number) => ({
  key: "m",
  value: 1,
  timestamp: 1,
  step,
  run_id,
});

beforeAll(async () => {
  const workspace = await makeWorkspace();
  const scientist = await workspace.member(["data_scientist"]);
  call = mlflowClient(workspace, await workspace.key(scientist, ["read", "track"]));
});

async function newRun(input: object = {}): Promise<string> {
  const made = await call(create, "POST", { experiment_id: "0", start_time: 1, ...input });
  return runOf(made).info.run_id;
}

test("what a script sends as a number, a word or not at all is taken as MLflow takes it", async () => {
  const made = await call(create, "POST", { experiment_id: 0, start_time: 1, run_name: "n" });
  expect(made.status).toBe(200);
  const run_id = runOf(made).info.run_id;
  const found = await call(search, "POST", { experiment_ids: [0], filter: "run_name = 'n'" });
  expect(found.body["runs"]).toHaveLength(1);
  expect(await call(logInputs, "POST", { run_id })).toEqual({ status: 200, body: {} });
  expect(await call(logInputs, "POST", { run_id: "none" })).toMatchObject({ status: 404 });
  const words = { nan: "nan", low: "-inf", high: "Infinity", plus: "+INF", padded: " 1.5 " };
  for (const [key, value] of Object.entries(words))
    expect((await call(logMetric, "POST", { run_id, key, value, timestamp: 1 })).status).toBe(200);
  const { metrics } = runOf(await call(get, "GET", { run_id })).data;
  expect(Object.fromEntries((metrics ?? []).map(({ key, value }) => [key, value]))).toEqual({
    nan: "NaN",
    low: "-Infinity",
    high: "Infinity",
    plus: "Infinity",
    padded: 1.5,
  });
  for (const value of ["none", "", "in f", true])
    expect((await call(logMetric, "POST", { run_id, key: "k", value, timestamp: 1 })).status).toBe(
      400,
    );
});

test("a created run is answered exactly as MLflow answers it", async () => {
  const tags = [
    { key: "mlflow.user", value: "ada" },
    { key: "a", value: "b" },
  ];
  const made = await call(create, "POST", {
    experiment_id: "0",
    user_id: "ada",
    run_name: "r1",
    start_time: "1795406566412",
    tags,
    some_field: "of a newer client",
  });
  const run = runOf(made);
  const id = run.info.run_id;
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(run).toEqual({
    info: {
      run_uuid: id,
      run_id: id,
      experiment_id: "0",
      run_name: "r1",
      user_id: "ada",
      status: "RUNNING",
      start_time: 1795406566412,
      artifact_uri: `mlflow-artifacts:/0/${id}/artifacts`,
      lifecycle_stage: "active",
    },
    data: { tags: [tags[1], { key: "mlflow.runName", value: "r1" }, tags[0]] },
    inputs: {},
    outputs: {},
  });
});

test("numbers may come as text; NaN and the infinities come and go as text", async () => {
  const run_id = await newRun();
  for (const value of ["NaN", "Infinity", "-Infinity", "2.5", 3])
    await call(logMetric, "POST", { run_uuid: run_id, key: `m${value}`, value, timestamp: "12" });
  await call(logBatch, "POST", {
    run_id,
    metrics: [
      { key: "d", value: 1, timestamp: "12", step: "3" },
      { key: "e", value: 2, timestamp: 12, step: 4, model_id: null },
      { key: "f", value: 3, timestamp: 12 },
    ],
    params: [{ key: "empty" }],
  });
  const { data } = runOf(await call(get, "GET", { run_id }));
  const plain = { timestamp: 12, step: 0 };
  expect(data.metrics).toEqual([
    { key: "d", value: 1, timestamp: 12, step: 3 },
    { key: "e", value: 2, timestamp: 12, step: 4 },
    { key: "f", value: 3, ...plain },
    { key: "m-Infinity", value: "-Infinity", ...plain },
    { key: "m2.5", value: 2.5, ...plain },
    { key: "m3", value: 3, ...plain },
    { key: "mInfinity", value: "Infinity", ...plain },
    { key: "mNaN", value: "NaN", ...plain },
  ]);
  expect(data.params).toEqual([{ key: "empty", value: "" }]);
  const past = await call(history, "GET", { run_id, metric_key: "mNaN" });
  expect(past.body).toEqual({ metrics: [{ key: "mNaN", value: "NaN", ...plain }] });
  expect((await call(history, "GET", { run_id, metric_key: "none" })).body).toEqual({});
});

test("an update answers the run's new head", async () => {
  const run_id = await newRun();
  const end = { run_id, status: "FINISHED", end_time: 1795406569280, run_name: "done" };
  const { body } = await call(update, "POST", end);
  expect(body["run_info"]).toMatchObject({ ...end, start_time: 1, lifecycle_stage: "active" });
  expect((await call(update, "POST", { run_id, status: 4 })).body["run_info"]).toMatchObject({
    status: "FAILED",
  });
});

test("datasets and old-style models of a run are kept as they were sent", async () => {
  const made = await call(createExperiment, "POST", { name: "inputs" });
  const experiment_id = z.string().parse(made.body["experiment_id"]);
  const run_id = await newRun({ experiment_id });
  const dataset = {
    name: "iris",
    digest: "d1",
    source_type: "local",
    source: "{}",
    schema: "{}",
    profile: '{"num_rows": 3}',
  };
  const tags = [{ key: "mlflow.data.context", value: "training" }];
  const inputs = { run_id, datasets: [{ tags, dataset }] };
  await call(logInputs, "POST", inputs);
  await call(logInputs, "POST", inputs);
  const model = { run_id, artifact_path: "model", flavors: {}, utc_time_created: "now" };
  for (const artifact_path of ["model", "other"])
    await call(logModel, "POST", {
      run_id,
      model_json: JSON.stringify({ ...model, artifact_path }),
    });
  const run = runOf(await call(get, "GET", { run_id }));
  expect(run.inputs).toEqual({ dataset_inputs: [{ tags, dataset }] });
  const models = run.data.tags?.find(({ key }) => key === "mlflow.log-model.history");
  expect(JSON.parse(z.string().parse(models?.["value"]))).toEqual([
    model,
    { ...model, artifact_path: "other" },
  ]);
  const summaries = await call(searchDatasets, "POST", { experiment_ids: [experiment_id] });
  expect(summaries.body["dataset_summaries"]).toEqual([
    { experiment_id, name: "iris", digest: "d1", context: "training" },
  ]);
});

test("histories of several runs come whole or sampled, run by run", async () => {
  const [one, two] = [await newRun(), await newRun()].toSorted();
  for (const run_id of [one, two]) {
    const metrics = Array.from({ length: 10 }, (_, step) => ({
      key: "m",
      value: 1,
      timestamp: 1,
      step,
    }));
    await call(logBatch, "POST", { run_id, metrics });
  }
  const few = { run_ids: [one, two], metric_key: "m", max_results: 5 };
  expect((await call(historyInterval, "GET", few)).body["metrics"]).toEqual(
    [one, two].flatMap((run_id) => [0, 2, 4, 6, 8, 9].map((step) => point(run_id, step))),
  );
  const range = { ...few, run_ids: one, start_step: 0, end_step: 4 };
  expect((await call(historyInterval, "GET", range)).body["metrics"]).toEqual(
    [0, 1, 2, 3, 4].map((step) => point(one, step)),
  );
  const bulk = await call(historyBulk, "GET", { run_id: [one, two], metric_key: "m" });
  expect(bulk.body["metrics"]).toHaveLength(20);
});

test("an empty search is an empty object, and a page token appears only when there is more", async () => {
  expect((await call(search, "POST", {})).body).toEqual({});
  expect((await call(search, "POST", { experiment_ids: ["404"] })).body).toEqual({});
  const made = await call(createExperiment, "POST", { name: "pages" });
  const experiment_ids = [made.body["experiment_id"]];
  const runs = [];
  for (let at = 0; at < 10; at++) runs.push(await newRun({ experiment_id: experiment_ids[0] }));
  const found: unknown[] = [];
  let page_token: unknown = undefined;
  let pages = 0;
  do {
    const page = await call(search, "POST", { experiment_ids, max_results: 5, page_token });
    found.push(...z.array(z.looseObject({ info: z.unknown() })).parse(page.body["runs"]));
    page_token = page.body["next_page_token"];
    pages += 1;
  } while (page_token);
  expect([found.length, pages]).toEqual([10, 2]);
  expect(found).toMatchObject(runs.toSorted().map((run_id) => ({ info: { run_id } })));
});

test("experiments are found by GET and by POST alike", async () => {
  const filter = "name = 'Default'";
  const byGet = await call(searchExperiments, "GET", { filter, order_by: "name", max_results: 5 });
  const byPost = await call(searchExperiments, "POST", { filter, view_type: "ALL" });
  expect(byGet.body).toMatchObject({ experiments: [{ experiment_id: "0", name: "Default" }] });
  expect(byPost.body).toEqual(byGet.body);
});
