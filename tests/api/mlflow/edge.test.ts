import { resolve } from "node:path";

import { beforeAll, expect, test } from "vitest";

import * as createRun from "@/app/api/2.0/mlflow/runs/create/route";
import { verifyChain } from "@/lib/audit/chain-queries";
import { mlflowClient, runOf, type Answer } from "@/tests/support/mlflow";
import { makeWorkspace, type TestWorkspace } from "@/tests/support/workspace";

let ws: TestWorkspace;
let call: ReturnType<typeof mlflowClient>;
let run: string;

beforeAll(async () => {
  ws = await makeWorkspace();
  const scientist = await ws.member(["data_scientist"]);
  call = mlflowClient(ws, await ws.key(scientist, ["read", "track", "register"]));
  run = runOf(await call(createRun, "POST", { experiment_id: "0" })).info.run_id;
});

async function post(path: string, body: string): Promise<Answer> {
  const file = resolve("app/api/2.0/mlflow", path, "route.ts");
  const route: Parameters<typeof call>[0] = await import(/* @vite-ignore */ file);
  return call(route, "POST", body.replaceAll("RUN", run));
}

const invalid = { status: 400, body: { error_code: "INVALID_PARAMETER_VALUE" } };
const half = String.raw`\ud800`;

test.each([
  ["registered-models/create", `{"name":"${half}"}`],
  ["registered-models/create", `{"name":"m","tags":[{"key":"k","value":"a${half}"}]}`],
  ["registered-models/rename", `{"name":"m","new_name":"${half}"}`],
  ["model-versions/create", `{"name":"m","source":"s3://b/${half}"}`],
  ["experiments/create", `{"name":"${half}"}`],
  ["runs/create", `{"experiment_id":"0","run_name":"x${half}y"}`],
  ["runs/set-tag", `{"run_id":"RUN","key":"mlflow.note.content","value":"${half}"}`],
  ["runs/log-parameter", `{"run_id":"RUN","key":"p","value":"${half}"}`],
  ["runs/log-metric", `{"run_id":"RUN","key":"${half}","value":1,"timestamp":1}`],
  ["runs/search", `{"experiment_ids":["0"],"filter":"tags.a = '${half}'"}`],
  ["runs/log-model", `{"run_id":"RUN","model_json":"{\\"artifact_path\\":\\"\\${half}\\"}"}`],
  ["logged-models", `{"experiment_id":"0","name":"${half}"}`],
  // a string that holds JSON, as old clients send it
  ["experiments/create", `"{\\"name\\":\\"\\${half}\\"}"`],
])("half a character is refused: %s %s", async (path, body) => {
  expect(await post(path, body)).toMatchObject(invalid);
});

const deep = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;

test.each([
  ["runs/log-metric", `{"run_id":${deep},"key":"m","value":1,"timestamp":1}`],
  ["runs/search", `{"experiment_ids":${deep}}`],
  ["runs/search", `{"experiment_ids":["0"],"order_by":${deep}}`],
  ["runs/log-model", `{"run_id":"RUN","model_json":"${deep}"}`],
  ["runs/log-batch", `{"run_id":"RUN","tags":${deep}}`],
  ["registered-models/create", `{"name":${deep}}`],
  ["experiments/create", `{"nothing":${deep},"name":"deep"}`],
])("what nests without end is refused: %s", async (path, body) => {
  expect(await post(path, body)).toMatchObject(invalid);
});

test("after all of them the audit verifies", async () => {
  expect(await verifyChain({ actor: ws.admin })).toMatchObject({ verified: true, fault: null });
});
