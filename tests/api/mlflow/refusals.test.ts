import { resolve } from "node:path";

import { beforeAll, expect, test } from "vitest";

import * as createExperiment from "@/app/api/2.0/mlflow/experiments/create/route";
import * as getExperiment from "@/app/api/2.0/mlflow/experiments/get/route";
import * as createRun from "@/app/api/2.0/mlflow/runs/create/route";
import * as getRun from "@/app/api/2.0/mlflow/runs/get/route";
import * as logParam from "@/app/api/2.0/mlflow/runs/log-parameter/route";
import * as unknownPath from "@/app/api/[...unknown]/route";
import { mlflowClient, runOf } from "@/tests/support/mlflow";
import { makeWorkspace } from "@/tests/support/workspace";

import cases from "./refusals.json";

let call: ReturnType<typeof mlflowClient>;
let run: string;

beforeAll(async () => {
  const workspace = await makeWorkspace();
  const scientist = await workspace.member(["data_scientist"]);
  call = mlflowClient(workspace, await workspace.key(scientist, ["read", "track", "register"]));
  run = runOf(await call(createRun, "POST", { experiment_id: "0", start_time: 1 })).info.run_id;
  await call(logParam, "POST", { run_id: run, key: "p0", value: "0" });
});

/** The run every case may use, and values too long to be written out. */
function filledIn(_key: string, value: unknown): unknown {
  if (value === "RUN") return run;
  const [kind, count, what] = typeof value === "string" ? value.split(" ") : [];
  if (kind === "LONG") return "x".repeat(Number(count));
  if (kind !== "MANY") return value;
  const keys = Array.from({ length: Number(count) }, (_, at) => `id_${at}`);
  if (what === "datasets") return keys.map((name) => ({ dataset: { name, digest: "d" } }));
  if (what === "metrics") return keys.map((key) => ({ key, value: 1, timestamp: 1 }));
  return what === "params" ? keys.map((key) => ({ key, value: "v" })) : keys;
}

test.each(cases)("$call refuses: $name", async ({ call: endpoint, input, message }) => {
  const [method = "", path = ""] = endpoint.split(" ");
  const file = resolve("app/api/2.0/mlflow", path, "route.ts");
  const route: Parameters<typeof call>[0] = await import(/* @vite-ignore */ file);
  const given = typeof input === "string" ? input : JSON.parse(JSON.stringify(input), filledIn);
  const { status, body } = await call(route, method, given);
  expect(body["message"]).toContain(message);
  // neither the words of the library that reads the input, nor a fault of range told as one of kind
  expect(body["message"]).not.toMatch(/Too big|Too small|Invalid input|expected \w+ to/);
  if (/at most|at least|exceeds|Unix/.test(message)) expect(body["message"]).not.toContain("Hint:");
  expect([status, body["error_code"]]).toEqual([400, "INVALID_PARAMETER_VALUE"]);
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

test("a viewer's key may not log, and a key opens no other workspace", async () => {
  const workspace = await makeWorkspace();
  const viewer = await workspace.member(["viewer"]);
  const key = await workspace.key(viewer, ["read"]);
  const refused = await mlflowClient(workspace, key)(createExperiment, "POST", { name: "mine" });
  expect(refused).toMatchObject({ status: 403, body: { error_code: "PERMISSION_DENIED" } });
  const stranger = mlflowClient(await makeWorkspace(), key);
  expect((await stranger(getExperiment, "GET", { experiment_id: "0" })).status).toBe(404);
});
