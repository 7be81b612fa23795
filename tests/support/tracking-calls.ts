import type { Ids } from "@/tests/support/furnished";

/** One request to a route: what stands in its path, its query and its body. */
export type Call = {
  params?: Record<string, string | string[]>;
  query?: Record<string, string | string[]>;
  body?: object | string;
  /** Takes the id down as it is, so that everybody is answered alike. */
  noted?: true;
};

/** For each route and method every place where an id can stand. `own` is what the one who asks has. */
export type Calls = Record<string, (ids: Ids, own: Ids) => Call[]>;

const pair = { key: "team", value: "fraud" };
const point = { key: "loss", value: 0.1, timestamp: 1_700_000_000_001, step: 9 };
const modelJson = JSON.stringify({
  artifact_path: "model",
  flavors: { sklearn: {} },
  utc_time_created: "2026-11-27 10:00:00",
  run_id: "r",
});

/** MLflow's tracking and artifact endpoints. What removes comes after what reads, so that the owner can be asked last. */
export const trackingCalls: Calls = {
  "GET api/2.0/mlflow/experiments/get": ({ experiment }) => [
    { query: { experiment_id: experiment } },
  ],
  "GET api/2.0/mlflow/experiments/get-by-name": ({ experimentName }) => [
    { query: { experiment_name: experimentName } },
  ],
  "GET api/2.0/mlflow/experiments/search": ({ experimentName }) => [
    { query: { filter: `name = '${experimentName}'` } },
  ],
  "POST api/2.0/mlflow/experiments/search": ({ experimentName }) => [
    { body: { filter: `name = '${experimentName}'` } },
  ],
  "POST api/2.0/mlflow/experiments/create": ({ experimentName }) => [
    { body: { name: experimentName } },
  ],
  "POST api/2.0/mlflow/experiments/set-experiment-tag": ({ experiment }) => [
    { body: { experiment_id: experiment, ...pair } },
  ],
  "POST api/2.0/mlflow/experiments/delete-experiment-tag": ({ experiment }) => [
    { body: { experiment_id: experiment, key: "team" } },
  ],
  "POST api/2.0/mlflow/experiments/search-datasets": ({ experiment }) => [
    { body: { experiment_ids: [experiment] } },
  ],
  "POST api/2.0mlflow/experiments/search-datasets": ({ experiment }) => [
    { body: { experiment_ids: [experiment] } },
  ],
  "GET api/2.0/mlflow/runs/get": ({ run }) => [
    { query: { run_id: run } },
    { query: { run_uuid: run } },
  ],
  "POST api/2.0/mlflow/runs/search": ({ experiment, run }, own) => [
    { body: { experiment_ids: [experiment] } },
    { body: { experiment_ids: [experiment, own.deletedExperiment] } },
    { body: { experiment_ids: [experiment], filter: `attributes.run_id = '${run}'` } },
  ],
  "POST api/2.0/mlflow/runs/create": ({ experiment }) => [
    { body: { experiment_id: experiment, run_name: "new", start_time: 1 } },
  ],
  "POST api/2.0/mlflow/runs/log-metric": ({ run, loggedModel }, own) => [
    { body: { run_id: run, ...point } },
    { body: { run_id: own.run, ...point, model_id: loggedModel }, noted: true },
  ],
  "POST api/2.0/mlflow/runs/log-parameter": ({ run }) => [
    { body: { run_id: run, key: "width", value: "2" } },
  ],
  "POST api/2.0/mlflow/runs/set-tag": ({ run }) => [{ body: { run_id: run, ...pair } }],
  "POST api/2.0/mlflow/runs/log-batch": ({ run, loggedModel }, own) => [
    { body: { run_id: run, metrics: [point], params: [], tags: [pair] } },
    { body: { run_id: own.run, metrics: [{ ...point, model_id: loggedModel }] }, noted: true },
  ],
  "POST api/2.0/mlflow/runs/log-inputs": ({ run, loggedModel }, own) => [
    { body: { run_id: run, datasets: [{ dataset: { name: "test", digest: "d2" } }] } },
    { body: { run_id: own.run, models: [{ model_id: loggedModel }] }, noted: true },
  ],
  "POST api/2.0/mlflow/runs/outputs": ({ run, loggedModel }, own) => [
    { body: { run_id: run, models: [{ model_id: own.loggedModel }] } },
    { body: { run_id: own.run, models: [{ model_id: loggedModel }] }, noted: true },
  ],
  "POST api/2.0/mlflow/runs/log-model": ({ run }) => [
    { body: { run_id: run, model_json: modelJson } },
  ],
  "POST api/2.0/mlflow/runs/update": ({ run }) => [{ body: { run_id: run, status: "FINISHED" } }],
  "GET api/2.0/mlflow/metrics/get-history": ({ run }) => [
    { query: { run_id: run, metric_key: "loss" } },
  ],
  "GET api/2.0/mlflow/metrics/get-history-bulk": ({ run }) => [
    { query: { run_id: run, metric_key: "loss" } },
  ],
  "GET api/2.0/mlflow/metrics/get-history-bulk-interval": ({ run }) => [
    { query: { run_ids: run, metric_key: "loss" } },
  ],
  "GET api/2.0/mlflow/artifacts/list": ({ run }) => [{ query: { run_id: run } }],
  "GET api/2.0/mlflow-artifacts/artifacts": ({ path }) => [
    { query: { path: path.slice(0, path.lastIndexOf("/")) } },
  ],
  "GET api/2.0/mlflow-artifacts/artifacts/[...path]": ({ path }) => [
    { params: { path: path.split("/") } },
  ],
  "GET get-artifact": ({ run }) => [{ query: { run_id: run, path: "notes.txt" } }],
  "POST api/2.0/mlflow/upload-artifact": ({ run }) => [
    { query: { run_uuid: run, path: "more.txt" }, body: "more" },
  ],
  "PUT api/2.0/mlflow-artifacts/artifacts/[...path]": ({ path }) => [
    { params: { path: path.split("/") }, body: "other bytes" },
  ],
  "DELETE api/2.0/mlflow-artifacts/artifacts/[...path]": ({ path }) => [
    { params: { path: path.split("/") } },
  ],
  "GET api/2.0/mlflow/logged-models/[model_id]": ({ loggedModel }) => [
    { params: { model_id: loggedModel } },
  ],
  "GET api/2.0/mlflow/logged-models/[model_id]/artifacts/directories": ({ loggedModel }) => [
    { params: { model_id: loggedModel } },
  ],
  "GET api/2.0/mlflow/logged-models/[model_id]/artifacts/files": ({ loggedModel }) => [
    { params: { model_id: loggedModel }, query: { artifact_file_path: "MLmodel" } },
  ],
  "POST api/2.0/mlflow/logged-models/search": ({ experiment }) => [
    { body: { experiment_ids: [experiment] } },
  ],
  "POST api/2.0/mlflow/logged-models": ({ experiment, run }, own) => [
    { body: { experiment_id: experiment, name: "made" } },
    { body: { experiment_id: own.experiment, name: "made", source_run_id: run } },
  ],
  "POST api/2.0/mlflow/logged-models/[model_id]/params": ({ loggedModel }) => [
    { params: { model_id: loggedModel }, body: { params: [{ key: "depth", value: "2" }] } },
  ],
  "PATCH api/2.0/mlflow/logged-models/[model_id]/tags": ({ loggedModel }) => [
    { params: { model_id: loggedModel }, body: { tags: [pair] } },
  ],
  "DELETE api/2.0/mlflow/logged-models/[model_id]/tags/[tag_key]": ({ loggedModel }) => [
    { params: { model_id: loggedModel, tag_key: "team" } },
  ],
  "PATCH api/2.0/mlflow/logged-models/[model_id]": ({ loggedModel }) => [
    { params: { model_id: loggedModel }, body: { status: "LOGGED_MODEL_READY" } },
  ],
  "DELETE api/2.0/mlflow/logged-models/[model_id]": ({ loggedModel }) => [
    { params: { model_id: loggedModel } },
  ],
  "POST api/2.0/mlflow/runs/delete-tag": ({ run }) => [{ body: { run_id: run, key: "team" } }],
  "POST api/2.0/mlflow/runs/restore": ({ deletedRun }) => [{ body: { run_id: deletedRun } }],
  "POST api/2.0/mlflow/runs/delete": ({ run }) => [{ body: { run_id: run } }],
  "POST api/2.0/mlflow/experiments/restore": ({ deletedExperiment }) => [
    { body: { experiment_id: deletedExperiment } },
  ],
  "POST api/2.0/mlflow/experiments/update": ({ experiment, experimentName }, own) => [
    { body: { experiment_id: experiment, new_name: "renamed" } },
    { body: { experiment_id: own.experiment, new_name: experimentName } },
  ],
  "POST api/2.0/mlflow/experiments/delete": ({ experiment }) => [
    { body: { experiment_id: experiment } },
  ],
};
