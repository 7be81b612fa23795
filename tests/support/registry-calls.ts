import type { Ids } from "@/tests/support/furnished";
import type { Calls } from "@/tests/support/tracking-calls";

const pair = { key: "team", value: "fraud" };
const versionOf = ({ model, version }: Ids) => ({ name: model, version });

/** Every way a version's source can name a thing of this workspace. */
const sources = ({ run, loggedModel, model, version, alias, path }: Ids) => [
  `runs:/${run}/model`,
  `models:/${loggedModel}`,
  `models:/${model}/${version}`,
  `models:/${model}@${alias}`,
  `mlflow-artifacts:/${path}`,
];

/** MLflow's registry endpoints. What removes comes after what reads, so that the owner can be asked last. */
export const registryCalls: Calls = {
  "GET api/2.0/mlflow/registered-models/get": ({ model }) => [{ query: { name: model } }],
  "GET api/2.0/mlflow/registered-models/search": ({ model }) => [
    { query: { filter: `name = '${model}'` } },
  ],
  "GET api/2.0/mlflow/registered-models/get-latest-versions": ({ model }) => [
    { query: { name: model } },
  ],
  "POST api/2.0/mlflow/registered-models/get-latest-versions": ({ model }) => [
    { body: { name: model } },
  ],
  "GET api/2.0/mlflow/registered-models/alias": ({ model, alias }, own) => [
    { query: { name: model, alias } },
    { query: { name: own.model, alias } },
  ],
  "POST api/2.0/mlflow/registered-models/alias": (ids) => [
    { body: { ...versionOf(ids), alias: "other" } },
  ],
  "POST api/2.0/mlflow/registered-models/set-tag": ({ model }) => [
    { body: { name: model, ...pair } },
  ],
  "PATCH api/2.0/mlflow/registered-models/update": ({ model }) => [
    { body: { name: model, description: "Other." } },
  ],
  "GET api/2.0/mlflow/model-versions/get": (ids) => [{ query: versionOf(ids) }],
  "GET api/2.0/mlflow/model-versions/get-download-uri": (ids) => [{ query: versionOf(ids) }],
  "GET api/2.0/mlflow/model-versions/search": ({ model, trainingRun }) => [
    { query: { filter: `name = '${model}'` } },
    { query: { filter: `run_id = '${trainingRun}'` } },
  ],
  "GET model-versions/get-artifact": (ids) => [{ query: { ...versionOf(ids), path: "MLmodel" } }],
  "POST api/2.0/mlflow/model-versions/create": (ids, own) => [
    { body: { name: ids.model, source: "s3://bucket/model" } },
    ...sources(ids).map((source) => ({ body: { name: own.model, source } })),
    { body: { name: own.model, source: "s3://bucket/model", run_id: ids.run } },
    { body: { name: own.model, source: "s3://bucket/model", model_id: ids.loggedModel } },
  ],
  "POST api/2.0/mlflow/model-versions/set-tag": (ids) => [{ body: { ...versionOf(ids), ...pair } }],
  "PATCH api/2.0/mlflow/model-versions/update": (ids) => [
    { body: { ...versionOf(ids), description: "Other." } },
  ],
  "POST api/2.0/mlflow/model-versions/transition-stage": (ids) => [
    { body: { ...versionOf(ids), stage: "Staging" } },
  ],
  "DELETE api/2.0/mlflow/model-versions/delete-tag": (ids) => [
    { body: { ...versionOf(ids), key: "team" } },
  ],
  "DELETE api/2.0/mlflow/registered-models/delete-tag": ({ model }) => [
    { body: { name: model, key: "team" } },
  ],
  "DELETE api/2.0/mlflow/registered-models/alias": ({ model, alias }, own) => [
    { body: { name: model, alias } },
    { body: { name: own.model, alias }, noted: true },
  ],
  "DELETE api/2.0/mlflow/model-versions/delete": (ids) => [{ body: versionOf(ids) }],
  "DELETE api/2.0/mlflow/registered-models/delete": ({ spareModel }) => [
    { body: { name: spareModel } },
  ],
  "POST api/2.0/mlflow/registered-models/create": ({ model }) => [{ body: { name: model } }],
  "POST api/2.0/mlflow/registered-models/rename": ({ model }, own) => [
    { body: { name: model, new_name: `${model}-renamed` } },
    { body: { name: own.model, new_name: model } },
  ],
};
