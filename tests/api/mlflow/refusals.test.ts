import { beforeAll, describe, expect, test } from "vitest";

import * as unknownPath from "@/app/api/2.0/mlflow/[...unknown]/route";
import * as createExperiment from "@/app/api/2.0/mlflow/experiments/create/route";
import * as deleteExperiment from "@/app/api/2.0/mlflow/experiments/delete/route";
import * as getExperiment from "@/app/api/2.0/mlflow/experiments/get/route";
import * as searchDatasets from "@/app/api/2.0/mlflow/experiments/search-datasets/route";
import * as createModel from "@/app/api/2.0/mlflow/logged-models/route";
import * as searchModels from "@/app/api/2.0/mlflow/logged-models/search/route";
import * as historyInterval from "@/app/api/2.0/mlflow/metrics/get-history-bulk-interval/route";
import * as historyBulk from "@/app/api/2.0/mlflow/metrics/get-history-bulk/route";
import * as createRun from "@/app/api/2.0/mlflow/runs/create/route";
import * as getRun from "@/app/api/2.0/mlflow/runs/get/route";
import * as logBatch from "@/app/api/2.0/mlflow/runs/log-batch/route";
import * as logInputs from "@/app/api/2.0/mlflow/runs/log-inputs/route";
import * as logMetric from "@/app/api/2.0/mlflow/runs/log-metric/route";
import * as logModel from "@/app/api/2.0/mlflow/runs/log-model/route";
import * as logParam from "@/app/api/2.0/mlflow/runs/log-parameter/route";
import * as searchRuns from "@/app/api/2.0/mlflow/runs/search/route";
import * as setTag from "@/app/api/2.0/mlflow/runs/set-tag/route";
import * as updateRun from "@/app/api/2.0/mlflow/runs/update/route";
import { mlflowClient } from "@/tests/support/mlflow";
import { makeWorkspace } from "@/tests/support/workspace";

let call: ReturnType<typeof mlflowClient>;
let run: string;

beforeAll(async () => {
  const workspace = await makeWorkspace();
  const scientist = await workspace.member(["data_scientist"]);
  call = mlflowClient(workspace, await workspace.key(scientist, ["read", "track"]));
  const made = await call(createRun, "POST", { experiment_id: "0", start_time: 1 });
  run = (made.body["run"] as { info: { run_id: string } }).info.run_id;
  await call(logParam, "POST", { run_id: run, key: "p0", value: "0" });
});

/** `RUN` stands for the run every case may use. */
function withRun(input: unknown): unknown {
  return JSON.parse(JSON.stringify(input).replaceAll('"RUN"', JSON.stringify(run)));
}

const metric = { run_id: "RUN", key: "m", value: 1, timestamp: 1 };
const many = (count: number) => Array.from({ length: count }, (_, at) => `id_${at}`);
const search = { experiment_ids: ["0"] };

describe("every fault of a request is 400 INVALID_PARAMETER_VALUE, in MLflow's words", () => {
  test.each<[string, typeof createRun, unknown, string]>([
    [
      "no name",
      createExperiment,
      {},
      "Missing value for required parameter 'name'. See the API docs",
    ],
    ["empty name", createExperiment, { name: "" }, "Missing value for required parameter 'name'"],
    [
      "name of a number",
      createExperiment,
      { name: 1 },
      "Invalid value 1 for parameter 'name' supplied:  Hint: Value was of type 'int'.",
    ],
    [
      "long name",
      createExperiment,
      { name: "n".repeat(501) },
      "'name' exceeds the maximum length of 500",
    ],
    ["NUL in a name", createExperiment, { name: "a\u0000b" }, "NUL"],
    [
      "tags of text",
      createExperiment,
      { name: "x", tags: "5" },
      "Invalid value \"5\" for parameter 'tags'",
    ],
    [
      "location with fragment",
      createExperiment,
      { name: "x", artifact_location: "s3://b#c" },
      "can't include fragments",
    ],
    ["default experiment", deleteExperiment, { experiment_id: "0" }, "default experiment"],
    [
      "run id of a number",
      logMetric,
      { ...metric, run_id: 31 },
      "Invalid value 31 for parameter 'run_id' supplied",
    ],
    [
      "no run id",
      logMetric,
      { ...metric, run_id: null },
      "Missing value for required parameter 'run_id'",
    ],
    ["no key", logMetric, { ...metric, key: null }, "Missing value for required parameter 'key'"],
    [
      "no timestamp",
      logMetric,
      { run_id: "RUN", key: "a", value: 1 },
      "Missing value for required parameter 'timestamp'",
    ],
    [
      "value of text",
      logMetric,
      { ...metric, value: "x" },
      "Invalid value \"x\" for parameter 'value' supplied",
    ],
    [
      "value of a boolean",
      logMetric,
      { ...metric, value: true },
      "Invalid value true for parameter 'value' supplied",
    ],
    [
      "value named as a property",
      logMetric,
      { ...metric, value: "constructor" },
      'Invalid value "constructor"',
    ],
    [
      "step of text",
      logMetric,
      { ...metric, step: "foo" },
      "Invalid value \"foo\" for parameter 'step' supplied",
    ],
    [
      "fractional step",
      logMetric,
      { ...metric, step: 1.5 },
      "Invalid value 1.5 for parameter 'step' supplied",
    ],
    [
      "giant timestamp",
      logMetric,
      { ...metric, timestamp: 1e25 },
      "for parameter 'timestamp' supplied",
    ],
    [
      "time before 1970",
      logMetric,
      { ...metric, timestamp: -1 },
      "Timestamp must be a nonnegative long (64-bit integer)",
    ],
    ["key that climbs", logMetric, { ...metric, key: "../a" }, "This name would resolve to '../a'"],
    [
      "key with a bad sign",
      logMetric,
      { ...metric, key: "a*b" },
      "Names may only contain alphanumerics",
    ],
    [
      "long key",
      logMetric,
      { ...metric, key: "a".repeat(251) },
      "exceeds the maximum length of 250",
    ],
    [
      "changed param",
      logParam,
      { run_id: "RUN", key: "p0", value: "99" },
      "Changing param values is not allowed. Param with key='p0' was already logged with value='0'",
    ],
    [
      "long param",
      logParam,
      { run_id: "RUN", key: "p", value: "x".repeat(6001) },
      "exceeds the maximum length of 6000",
    ],
    ["NUL in a param", logParam, { run_id: "RUN", key: "nul", value: "\u0000" }, "NUL"],
    ["lone surrogate", logParam, { run_id: "RUN", key: "sur", value: "\ud800" }, ""],
    [
      "tag of a number",
      setTag,
      { run_id: "RUN", key: "p", value: 41 },
      "Invalid value 41 for parameter 'value' supplied",
    ],
    [
      "metrics of text",
      logBatch,
      { run_id: "RUN", metrics: "foo" },
      "Invalid value \"foo\" for parameter 'metrics' supplied",
    ],
    [
      "no timestamp in a batch",
      logBatch,
      { run_id: "RUN", metrics: [{ key: "d", value: 1 }] },
      "Missing value for required parameter 'metrics[0].timestamp'",
    ],
    [
      "param key twice",
      logBatch,
      {
        run_id: "RUN",
        params: [
          { key: "d", value: "1" },
          { key: "d", value: "2" },
        ],
      },
      "Duplicate parameter keys have been submitted: ['d']",
    ],
    [
      "too many metrics",
      logBatch,
      { run_id: "RUN", metrics: many(1001).map((key) => ({ key, value: 1, timestamp: 1 })) },
      "at most 1000 metrics. Got 1001 metrics",
    ],
    [
      "too many params",
      logBatch,
      { run_id: "RUN", params: many(101).map((key) => ({ key, value: "v" })) },
      "at most 100 params",
    ],
    ["no inputs", logInputs, { run_id: "RUN" }, "Missing value for required parameter 'datasets'"],
    [
      "long digest",
      logInputs,
      {
        run_id: "RUN",
        datasets: [
          { dataset: { name: "n", digest: "d".repeat(37), source_type: "s", source: "s" } },
        ],
      },
      "exceeds the maximum length of 36",
    ],
    ["model that is no JSON", logModel, { run_id: "RUN", model_json: "{" }, "Malformed model info"],
    [
      "model without fields",
      logModel,
      { run_id: "RUN", model_json: "{}" },
      "Model json is missing mandatory fields",
    ],
    [
      "unknown status",
      updateRun,
      { run_id: "RUN", status: "BOGUS" },
      "Invalid value \"BOGUS\" for parameter 'status'",
    ],
    [
      "too many results",
      searchRuns,
      { ...search, max_results: 50001 },
      "Invalid value 50001 for parameter 'max_results' supplied",
    ],
    [
      "filter by text",
      searchRuns,
      { ...search, filter: "metrics.x = 'a'" },
      "Expected numeric value type for metric",
    ],
    [
      "unknown entity",
      searchRuns,
      { ...search, filter: "foo.x = 1" },
      "Invalid entity type 'foo'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']",
    ],
    [
      "unknown order",
      searchRuns,
      { ...search, order_by: ["foo"] },
      "Invalid attribute key 'foo' specified. Valid keys are",
    ],
    [
      "order twice",
      searchRuns,
      { ...search, order_by: ["metrics.a", "metrics.a desc"] },
      "duplicate fields",
    ],
    [
      "bad token",
      searchRuns,
      { ...search, page_token: "zzz" },
      "Invalid page token, could not base64-decode",
    ],
    [
      "experiments of numbers",
      searchRuns,
      { experiment_ids: [5] },
      "Invalid value 5 for parameter 'experiment_ids[0]'",
    ],
    [
      "model name with a slash",
      createModel,
      { experiment_id: "0", name: "a/b" },
      "Invalid model name (a/b)",
    ],
    [
      "models of nothing",
      searchModels,
      {},
      "Missing value for required parameter 'experiment_ids'",
    ],
    [
      "datasets of nothing",
      searchDatasets,
      {},
      "SearchDatasets request must specify at least one experiment_id.",
    ],
    [
      "datasets of too many",
      searchDatasets,
      { experiment_ids: many(21) },
      "cannot specify more than 20 experiment_ids",
    ],
    ["malformed JSON", createRun, "not json", "not valid JSON"],
    ["a JSON list", createRun, "[]", "must be a JSON object"],
  ])("%s", async (_name, route, input, message) => {
    const { status, body } = await call(
      route,
      "POST",
      typeof input === "string" ? input : withRun(input),
    );
    expect(body["message"]).toContain(message);
    expect([status, body["error_code"]]).toEqual([400, "INVALID_PARAMETER_VALUE"]);
  });

  const of = { metric_key: "key" };
  test.each<[string, Parameters<typeof call>[0], object, string]>([
    ["no experiment id", getExperiment, {}, "Missing value for required parameter 'experiment_id'"],
    [
      "bulk without runs",
      historyBulk,
      of,
      "GetMetricHistoryBulk request must specify at least one run_id",
    ],
    [
      "bulk of too many",
      historyBulk,
      { ...of, run_id: many(101) },
      "GetMetricHistoryBulk request cannot specify more than",
    ],
    [
      "bulk without key",
      historyBulk,
      { run_id: ["1"] },
      "GetMetricHistoryBulk request must specify a metric_key",
    ],
    [
      "interval without runs",
      historyInterval,
      of,
      "Missing value for required parameter 'run_ids'.",
    ],
    [
      "interval of too many",
      historyInterval,
      { ...of, run_ids: many(101) },
      "must specify at most 100 run_ids.",
    ],
    [
      "interval of none",
      historyInterval,
      { ...of, run_ids: ["1"], max_results: 0 },
      "max_results must be between 1 and 2500",
    ],
    [
      "interval without key",
      historyInterval,
      { run_ids: ["1"], metric_key: "" },
      "Missing value for required parameter 'metric_key'",
    ],
    [
      "interval turned round",
      historyInterval,
      { ...of, run_ids: ["1"], start_step: 1, end_step: 0 },
      "end_step must be greater than start_step. ",
    ],
    [
      "interval half open",
      historyInterval,
      { ...of, run_ids: ["1"], start_step: 1 },
      "If either start step or end step are specified, both must be specified.",
    ],
  ])("%s", async (_name, route, input, message) => {
    const { status, body } = await call(route, "GET", input);
    expect(body["message"]).toContain(message);
    expect([status, body["error_code"]]).toEqual([400, "INVALID_PARAMETER_VALUE"]);
  });
});

test("what is not there is 404, a taken name 400, an unknown path 404 in MLflow's shape", async () => {
  const missing = await call(getExperiment, "GET", { experiment_id: "999" });
  expect(missing).toMatchObject({
    status: 404,
    body: { error_code: "RESOURCE_DOES_NOT_EXIST", message: "No Experiment with id=999 exists" },
  });
  expect(await call(getRun, "GET", { run_id: "nope" })).toMatchObject({
    status: 404,
    body: { error_code: "RESOURCE_DOES_NOT_EXIST", message: "Run with id=nope not found" },
  });
  const taken = await call(createExperiment, "POST", { name: "Default" });
  expect(taken).toMatchObject({ status: 400, body: { error_code: "RESOURCE_ALREADY_EXISTS" } });
  expect(String(taken.body["message"])).not.toMatch(/sql|constraint|insert/i);
  expect(await call(unknownPath, "GET")).toMatchObject({
    status: 404,
    body: { error_code: "ENDPOINT_NOT_FOUND" },
  });
});

test("a key without the scope to log is refused with 403 and changes nothing", async () => {
  const workspace = await makeWorkspace();
  const viewer = await workspace.member(["viewer"]);
  const readOnly = mlflowClient(workspace, await workspace.key(viewer, ["read", "track"]));
  const refused = await readOnly(createExperiment, "POST", { name: "mine" });
  expect(refused).toMatchObject({ status: 403, body: { error_code: "PERMISSION_DENIED" } });
  const stranger = mlflowClient(await makeWorkspace(), await workspace.key(viewer, ["read"]));
  expect((await stranger(getExperiment, "GET", { experiment_id: "0" })).status).toBe(404);
});
