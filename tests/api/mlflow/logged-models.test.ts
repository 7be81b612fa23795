import { beforeAll, expect, test } from "vitest";
import { z } from "zod";

import * as params from "@/app/api/2.0/mlflow/logged-models/[model_id]/params/route";
import * as one from "@/app/api/2.0/mlflow/logged-models/[model_id]/route";
import * as tag from "@/app/api/2.0/mlflow/logged-models/[model_id]/tags/[tag_key]/route";
import * as tags from "@/app/api/2.0/mlflow/logged-models/[model_id]/tags/route";
import * as create from "@/app/api/2.0/mlflow/logged-models/route";
import * as search from "@/app/api/2.0/mlflow/logged-models/search/route";
import * as createRun from "@/app/api/2.0/mlflow/runs/create/route";
import * as getRun from "@/app/api/2.0/mlflow/runs/get/route";
import * as logBatch from "@/app/api/2.0/mlflow/runs/log-batch/route";
import * as outputs from "@/app/api/2.0/mlflow/runs/outputs/route";
import { mlflowClient, runOf, type Answer } from "@/tests/support/mlflow";
import { makeWorkspace } from "@/tests/support/workspace";

const model = z.object({
  info: z.looseObject({ model_id: z.string(), name: z.string(), status: z.string() }),
  data: z.looseObject({}),
});
const page = z.object({
  models: z.array(model).default([]),
  next_page_token: z.string().optional(),
});

let call: ReturnType<typeof mlflowClient>;
let runId: string;
const ids: Record<string, string> = {};

const metric = (name: string, value: number, digest?: string) => ({
  key: "acc",
  value,
  timestamp: 1,
  model_id: ids[name],
  ...(digest ? { dataset_name: "iris", dataset_digest: digest } : {}),
});

beforeAll(async () => {
  const workspace = await makeWorkspace();
  const scientist = await workspace.member(["data_scientist"]);
  call = mlflowClient(workspace, await workspace.key(scientist, ["read", "track"]));
  runId = runOf(await call(createRun, "POST", { experiment_id: "0", start_time: 1 })).info.run_id;
  for (const [name, source] of [
    ["one", runId],
    ["two", runId],
    ["three", ""],
  ] as const) {
    const made = await call(create, "POST", {
      experiment_id: "0",
      name,
      source_run_id: source,
      model_type: name === "three" ? "agent" : "",
      params: [{ key: "lr", value: name }],
    });
    ids[name] = modelOf(made).info.model_id;
  }
  const metrics = [metric("one", 0.1, "d1"), metric("two", 0.2, "d2"), metric("three", 0.3)];
  expect((await call(logBatch, "POST", { run_id: runId, metrics })).status).toBe(200);
});

function modelOf({ body }: Answer): z.output<typeof model> {
  return model.parse(body["model"]);
}

async function names(query: object): Promise<string> {
  const answer = await call(search, "POST", { experiment_ids: ["0"], ...query });
  return page
    .parse(answer.body)
    .models.map(({ info }) => info.name)
    .join(" ");
}

test("logged models begin pending, become ready, and say so on the wire as MLflow does", async () => {
  const id = ids["one"]!;
  const got = modelOf(await call(one, "GET", {}, { model_id: id }));
  expect(got.info).toMatchObject({
    experiment_id: "0",
    status: "LOGGED_MODEL_PENDING",
    artifact_uri: `mlflow-artifacts:/0/models/${id}/artifacts`,
    source_run_id: runId,
  });
  expect(got.data).toMatchObject({
    params: [{ key: "lr", value: "one" }],
    metrics: [{ key: "acc", value: 0.1, dataset_name: "iris", run_id: runId, model_id: id }],
  });
  const ready = { model_id: id, status: "LOGGED_MODEL_READY" };
  expect(modelOf(await call(one, "PATCH", ready, { model_id: id })).info.status).toBe(
    "LOGGED_MODEL_READY",
  );
  expect(await names({ filter: "status = 'READY'" })).toBe("one");
});

test.each([
  ["name = 'two'", "two"],
  ["name != 'two'", "three one"],
  ["name IN ('one',)", "one"],
  ["model_type ILIKE 'AG%'", "three"],
  ["params.lr = 'one'", "one"],
  ["metrics.acc >= 0.2", "three two"],
  ["metrics.acc > 0.1 and name LIKE 't%' or name = 'one'", "three two one"],
  ["creation_timestamp > 0 and creation_time < 9999999999999", "three two one"],
])("logged models are found by %s, newest first", async (filter, expected) => {
  expect(await names({ filter })).toBe(expected);
});

test("logged models are found by dataset, and ordered by a metric on it", async () => {
  expect(await names({ datasets: [{ dataset_name: "iris" }] })).toBe("two one");
  expect(await names({ datasets: [{ dataset_name: "iris", dataset_digest: "d1" }] })).toBe("one");
  expect(await names({ order_by: [{ field_name: "metrics.acc", ascending: true }] })).toBe(
    "one two three",
  );
  const onIris = { field_name: "metrics.acc", ascending: false, dataset_name: "iris" };
  expect(await names({ order_by: [onIris] })).toBe("two one three");
  const onFirst = { field_name: "metrics.acc", ascending: false, dataset_digest: "d1" };
  expect(await names({ order_by: [onFirst] })).toBe("one three two");
  const first = page.parse(
    (await call(search, "POST", { experiment_ids: ["0"], max_results: 2 })).body,
  );
  expect(await names({ page_token: first.next_page_token })).toBe("one");
});

test("logged models of no experiment are none, and as many may be asked for as one likes", async () => {
  expect(await call(search, "POST", { experiment_ids: [] })).toEqual({ status: 200, body: {} });
  expect(await names({ max_results: 5000 })).toBe("three two one");
  expect(await names({ experiment_ids: [0] })).toBe("three two one");
});

test("logged models take tags and new params, and refuse a changed param", async () => {
  const at = { model_id: ids["two"]! };
  await call(tags, "PATCH", { tags: [{ key: "a/b", value: "v" }] }, at);
  expect(await names({ filter: "tags.`a/b` = 'v'" })).toBe("two");
  expect((await call(tag, "DELETE", {}, { ...at, tag_key: "a/b" })).status).toBe(200);
  expect((await call(tag, "DELETE", {}, { ...at, tag_key: "a/b" })).status).toBe(404);
  const write = (value: string) => call(params, "POST", { params: [{ key: "p", value }] }, at);
  expect((await write("1")).status).toBe(200);
  expect((await write("1")).status).toBe(200);
  expect((await write("2")).status).toBe(400);
});

test("logged models are listed as outputs of the run that made them", async () => {
  const made = { run_id: runId, models: [{ model_id: ids["one"], step: 3 }] };
  expect((await call(outputs, "POST", made)).status).toBe(200);
  expect((await call(outputs, "POST", made)).status).toBe(200);
  expect(runOf(await call(getRun, "GET", { run_id: runId })).outputs).toEqual({
    model_outputs: [{ model_id: ids["one"], step: 3 }],
  });
});

test("logged models once deleted are gone from every answer", async () => {
  const at = { model_id: ids["three"]! };
  expect((await call(one, "DELETE", {}, at)).status).toBe(200);
  expect(await call(one, "GET", {}, at)).toMatchObject({
    status: 404,
    body: { error_code: "RESOURCE_DOES_NOT_EXIST" },
  });
  expect(await names({})).toBe("two one");
});
