import { beforeAll, expect, test } from "vitest";

import * as createModel from "@/app/api/2.0/mlflow/registered-models/create/route";
import * as getModel from "@/app/api/2.0/mlflow/registered-models/get/route";
import * as getRun from "@/app/api/2.0/mlflow/runs/get/route";
import * as unknown from "@/app/api/[...unknown]/route";
import * as graphql from "@/app/graphql/route";
import * as traces from "@/app/v1/traces/route";
import * as version from "@/app/version/route";
import { createRun } from "@/lib/experiments/runs/create-run";
import { mlflowClient } from "@/tests/support/mlflow";
import { makeWorkspace, type TestWorkspace } from "@/tests/support/workspace";

let workspace: TestWorkspace;
let key: string;

beforeAll(async () => {
  workspace = await makeWorkspace();
  key = await workspace.key(workspace.admin, ["read", "track", "register"]);
});

const route = { params: Promise.resolve({}) };

function asked(method: string, path: string, body: string | null = null) {
  const url = `http://gatehouse/w/${workspace.slug}${path}`;
  const { headers, signal } = new Request(url, { headers: { authorization: `Bearer ${key}` } });
  if (body !== null) headers.set("content-type", "application/json");
  return { method, url, headers, signal, body: body === null ? null : bytesOf(body) };
}

async function* bytesOf(text: string) {
  yield new TextEncoder().encode(text);
}

test("a GET is read by its query, or without one by its body, as MLflow's export tool sends it", async () => {
  const call = mlflowClient(workspace, key);
  await call(createModel, "POST", { name: "exported" });
  const path = "/api/2.0/mlflow/registered-models/get";
  const answer = await getModel.GET(asked("GET", path, '{"name":"exported"}'), route);
  expect([answer.status, await answer.json()]).toMatchObject([
    200,
    { registered_model: { name: "exported" } },
  ]);
  const { runId } = await createRun({ actor: workspace.admin, now: new Date() }, {});
  const ofRun = await getRun.GET(
    asked("GET", "/api/2.0/mlflow/runs/get", JSON.stringify({ run_uuid: runId })),
    route,
  );
  expect(ofRun.status).toBe(200);
  const both = asked("GET", `${path}?name=none`, '{"name":"exported"}');
  expect((await getModel.GET(both, route)).status).toBe(404);
});

test.each(["/api/1.0/mlflow/runs/search", "/api/nothing", "/api/2.0", "/api/3.0/mlflow/traces"])(
  "%s is not there, in MLflow's shape",
  async (path) => {
    for (const [method, handler] of [
      ["GET", unknown.GET],
      ["POST", unknown.POST],
      ["DELETE", unknown.DELETE],
    ] as const) {
      const answer = await handler(asked(method, path));
      expect([answer.status, await answer.json()]).toEqual([
        404,
        { error_code: "ENDPOINT_NOT_FOUND", message: `No endpoint for ${method} ${path}.` },
      ]);
    }
  },
);

test("an unknown address of our own API is refused in that API's shape", async () => {
  const answer = await unknown.GET(asked("GET", "/api/v1/nothing"));
  expect([answer.status, await answer.json()]).toMatchObject([
    404,
    { error: { code: "unknown_endpoint", message: "No endpoint for GET /api/v1/nothing." } },
  ]);
});

test("clients learn which MLflow is spoken, and that traces are not kept", async () => {
  expect(await version.GET().text()).toMatch(/^3\.\d+\.\d+$/);
  const sent = await traces.POST(asked("POST", "/v1/traces", "spans"));
  expect([sent.status, await sent.json()]).toMatchObject([
    501,
    { message: expect.stringContaining("REST OTLP span logging is not supported") },
  ]);
  expect((await graphql.POST(asked("POST", "/graphql", "{}"))).status).toBe(404);
});
