import { beforeAll, expect, test } from "vitest";

import * as getModel from "@/app/api/2.0/mlflow/logged-models/[model_id]/route";
import * as createModel from "@/app/api/2.0/mlflow/logged-models/route";
import * as samples from "@/app/api/2.0/mlflow/metrics/get-history-bulk-interval/route";
import * as history from "@/app/api/2.0/mlflow/metrics/get-history/route";
import * as createRun from "@/app/api/2.0/mlflow/runs/create/route";
import * as getRun from "@/app/api/2.0/mlflow/runs/get/route";
import * as logBatch from "@/app/api/2.0/mlflow/runs/log-batch/route";
import * as logMetric from "@/app/api/2.0/mlflow/runs/log-metric/route";
import * as outputs from "@/app/api/2.0/mlflow/runs/outputs/route";
import * as search from "@/app/api/2.0/mlflow/runs/search/route";
import { mlflowClient, runOf } from "@/tests/support/mlflow";
import { makeWorkspace, type TestWorkspace } from "@/tests/support/workspace";

let workspace: TestWorkspace;
let key: string;
let call: ReturnType<typeof mlflowClient>;

beforeAll(async () => {
  workspace = await makeWorkspace();
  key = await workspace.key(workspace.admin, ["read", "track"]);
  call = mlflowClient(workspace, key);
});

const step = "1795642803473157131";
const time = "1795642803473157130";
const newRun = async () => runOf(await call(createRun, "POST", { experiment_id: "0" })).info.run_id;

type Route = Parameters<typeof call>[0];

/** The answer as it is written: JSON's own numbers would lose what is looked for. */
async function textOf(route: Route, method: "GET" | "POST", query: string, body?: string) {
  const url = `http://gatehouse/api/2.0/mlflow?gh_workspace=${workspace.slug}&${query}`;
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const request = new Request(url, { method, headers, ...(body === undefined ? {} : { body }) });
  const answer = await route[method]?.(request, { params: Promise.resolve({}) });
  return [answer?.status, await answer?.text()];
}

test("steps and times in nanoseconds are kept, and every answer has all of their digits", async () => {
  const run = await newRun();
  const { body } = await call(createModel, "POST", { experiment_id: "0", name: "nano" });
  const model = Object(Object(body["model"])["info"])["model_id"];
  const point = `"key":"m","value":1,"timestamp":${time},"step":${step}`;
  const one = `{"run_id":"${run}",${point}}`;
  expect(await textOf(logMetric, "POST", "", one)).toEqual([200, "{}"]);
  const batch = `{"run_id":"${run}","metrics":[{${point}},{"key":"n","value":2,"timestamp":"${time}","step":-${step}},{${point},"model_id":"${model}"}]}`;
  expect(await textOf(logBatch, "POST", "", batch)).toEqual([200, "{}"]);
  const output = `{"run_id":"${run}","models":[{"model_id":"${model}","step":${step}}]}`;
  expect(await textOf(outputs, "POST", "", output)).toEqual([200, "{}"]);
  const at = `"timestamp":${time},"step":${step}`;
  expect(await textOf(history, "GET", `run_id=${run}&metric_key=m`)).toEqual([
    200,
    `{"metrics":[{"key":"m","value":1,${at}}]}`,
  ]);
  const [, sampled] = await textOf(samples, "GET", `run_ids=${run}&metric_key=m`);
  expect(sampled).toContain(at);
  for (const [, text] of [
    await textOf(getRun, "GET", `run_id=${run}`),
    await textOf(search, "POST", "", '{"experiment_ids":["0"]}'),
  ]) {
    expect(text).toContain(`"metrics":[{"key":"m","value":1,${at}},{"key":"n","value":2,`);
    expect(text).toContain(`"step":-${step}}`);
    expect(text).toContain(`{"model_id":"${model}","step":${step}}`);
  }
  const tied = await getModel.GET(
    new Request(`http://gatehouse/?gh_workspace=${workspace.slug}`, {
      headers: { authorization: `Bearer ${key}` },
    }),
    { params: Promise.resolve({ model_id: String(model) }) },
  );
  expect(await tied.text()).toContain(at);
});

test("what no server can keep is refused with the largest that can", async () => {
  const run_id = await newRun();
  const refused = async (body: string) => textOf(logMetric, "POST", "", body);
  const [status, text] = await refused(
    `{"run_id":"${run_id}","key":"m","value":1,"timestamp":1,"step":9223372036854775808}`,
  );
  expect([status, JSON.parse(String(text))]).toEqual([
    400,
    {
      error_code: "INVALID_PARAMETER_VALUE",
      message:
        "Invalid value 9223372036854775808 for parameter 'step' supplied: It must be a whole number between -9223372036854775807 and 9223372036854775807.",
    },
  ]);
  const late = await textOf(createRun, "POST", "", `{"experiment_id":"0","start_time":${time}}`);
  expect(late[1]).toContain(
    "It must be a whole number between -9007199254740991 and 9007199254740991",
  );
  for (const body of [
    `{"run_id":"${run_id}","key":1234567890123456789,"value":1,"timestamp":1}`,
    `{"run_id":"${run_id}","key":"m","value":1,"timestamp":1.5}`,
    `{"run_id":"${run_id}","key":"m","value":1,"timestamp":true}`,
  ])
    expect((await refused(body))[0]).toBe(400);
  const big = `{"run_id":"${run_id}","key":"big","value":12345678901234567890,"timestamp":1}`;
  expect((await refused(big))[0]).toBe(200);
});
