import { beforeAll, expect, test } from "vitest";
import { z } from "zod";

import * as history from "@/app/api/2.0/mlflow/metrics/get-history/route";
import { createRun } from "@/lib/experiments/runs/create-run";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { at } from "@/tests/support/gates";
import { mlflowClient } from "@/tests/support/mlflow";
import { makeWorkspace } from "@/tests/support/workspace";

/*
 * The Python client asks for 25,000 points at a time and follows the token, in 2.22 as in 3. Other clients name no
 * number, and read what comes as all there is.
 */

const logged = 60_000;
const page = 25_000;

const Answer = z.strictObject({
  metrics: z.array(
    z.strictObject({ key: z.string(), value: z.number(), timestamp: z.number(), step: z.number() }),
  ),
  next_page_token: z.string().optional(),
});

let call: ReturnType<typeof mlflowClient>;
let asked: { run_id: string; metric_key: string };
let ask: () => Promise<Response>;

beforeAll(async () => {
  const workspace = await makeWorkspace();
  const scientist = await workspace.member(["data_scientist"]);
  const key = await workspace.key(scientist, ["read", "track"]);
  call = mlflowClient(workspace, key);
  const { runId } = await createRun(at(scientist), { experimentId: "0" });
  for (let from = 0; from < logged; from += 1000)
    await logBatch(at(scientist), {
      runId,
      metrics: Array.from({ length: 1000 }, (_, i) => ({
        key: "loss",
        value: (from + i) / 8,
        timestamp: 1_700_000_000_000 + Math.floor((from + i) / 3),
        step: from + i,
      })),
    });
  asked = { run_id: runId, metric_key: "loss" };
  const query = new URLSearchParams({ ...asked, gh_workspace: workspace.slug });
  const headers = { authorization: `Bearer ${key}` };
  ask = () =>
    history.GET(new Request(`http://gatehouse.test/?${query}`, { headers }), {
      params: Promise.resolve({}),
    });
});

const stepsFrom = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => from + i);

async function read(more: object = {}) {
  const { metrics, next_page_token: next } = Answer.parse(
    (await call(history, "GET", { ...asked, ...more })).body,
  );
  return { steps: metrics.map(({ step }) => step), next };
}

test("a client that names no number is sent every point, and no token", async () => {
  expect(await read()).toEqual({ steps: stepsFrom(0, logged), next: undefined });
  expect(await read({ max_results: 0 })).toEqual({ steps: stepsFrom(0, logged), next: undefined });
});

test("it comes page by page, so that no answer is ever held whole", async () => {
  const response = await ask();
  expect(response.headers.get("content-type")).toBe("application/json");
  const parts: number[] = [];
  for await (const part of response.body ?? []) parts.push(part.byteLength);
  expect(parts.length).toBeGreaterThanOrEqual(logged / page);
  expect(Math.max(...parts)).toBeLessThan(page * 100);
});

test("the Python client's pages hold every point once", async () => {
  const found: number[] = [];
  let token: string | undefined;
  do {
    const more = token === undefined ? {} : { page_token: token };
    const { steps, next } = await read({ max_results: page, ...more });
    expect(steps.length).toBeLessThanOrEqual(page);
    found.push(...steps);
    token = next;
  } while (token !== undefined);
  expect(found).toEqual(stepsFrom(0, logged));
});

test("however many are asked for come, and the token leads to all the rest", async () => {
  const first = await read({ max_results: 30_000 });
  expect(first.steps).toEqual(stepsFrom(0, 30_000));
  const rest = await read({ page_token: first.next });
  expect(rest).toEqual({ steps: stepsFrom(30_000, 30_000), next: undefined });
});

test("what cannot be read is refused before anything is sent", async () => {
  expect(await call(history, "GET", { ...asked, run_id: "none" })).toMatchObject({
    status: 404,
    body: { error_code: "RESOURCE_DOES_NOT_EXIST" },
  });
  expect(await call(history, "GET", { ...asked, page_token: "nonsense" })).toMatchObject({
    status: 400,
  });
});
