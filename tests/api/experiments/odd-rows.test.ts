import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";

import { POST as searchRoute } from "@/app/api/2.0/mlflow/runs/search/route";
import { runs } from "@/drizzle/schema/experiments";
import { db } from "@/lib/db/client";
import { experimentEndpoints, runEndpoints } from "@/lib/experiments/endpoints";
import { createRun } from "@/lib/experiments/runs/create-run";
import { deleteRun } from "@/lib/experiments/runs/delete-run";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { at } from "@/tests/support/gates";
import { mlflowClient } from "@/tests/support/mlflow";
import { answerOf, byKey, textOf, type Client } from "@/tests/support/rest";
import { makeWorkspace, type TestWorkspace, type UserActor } from "@/tests/support/workspace";

const inherited = Object.getOwnPropertyNames(Object.prototype);

/** What was taken before moments were held to the calendar; a later check may not take these pages away. */
const beyond = [9_007_199_254_740_991, -9_007_199_254_740_991, 9_000_000_000_000_000];

let ws: TestWorkspace;
let scientist: UserActor;
let client: Client;
let experimentId: string;
let full: string;
let bare: string;
let old: string[];

beforeAll(async () => {
  ws = await makeWorkspace();
  scientist = await ws.member(["data_scientist"]);
  client = await byKey(ws, scientist);
  ({ experimentId } = await answerOf(client, experimentEndpoints.create, { name: "odd" }));
  bare = (await createRun(at(scientist), { experimentId, name: "bare", startTime: 1000 })).runId;
  full = (await createRun(at(scientist), { experimentId, name: "full", startTime: 2000 })).runId;
  await logBatch(at(scientist), {
    runId: full,
    metrics: inherited.map((key, step) => ({ key, value: step + 0.5, timestamp: 1 })),
    params: inherited.map((key) => ({ key, value: `param ${key}` })),
    tags: inherited.map((key) => ({ key, value: `tag ${key}` })),
  });
  old = [];
  for (const moment of beyond) {
    const { runId } = await createRun(at(scientist), { experimentId, name: "beyond" });
    await db.update(runs).set({ startTime: moment, endTime: moment }).where(eq(runs.id, runId));
    old.push(runId);
  }
});

const columns = inherited.flatMap((key) => [`metrics.${key}`, `params.${key}`, `tags.${key}`]);

test("the list of runs shows what was logged under inherited names, and nothing where nothing was", async () => {
  const sent = await textOf(client, runEndpoints.list, {
    experimentId,
    columns: columns.join(","),
  });
  for (const [step, key] of inherited.entries()) {
    expect(sent).toContain(`"${key}":${step + 0.5}`);
    expect(sent).toContain(`"${key}":"param ${key}"`);
    expect(sent).toContain(`"${key}":"tag ${key}"`);
  }
  const { runs: rows } = await answerOf(client, runEndpoints.list, { experimentId });
  const row = rows.find(({ id }) => id === bare);
  expect([row?.metrics, row?.params, row?.tags]).toEqual([{}, {}, {}]);
});

test("the comparison and both exports do too, whole to their last line", async () => {
  const csv = await textOf(client, runEndpoints.exportCsv, {
    experimentId,
    columns: columns.join(","),
  });
  const lines = csv.trimEnd().split("\r\n");
  expect(lines).toHaveLength(1 + 2 + beyond.length);
  const bareLine = lines.find((line) => line.startsWith(bare)) ?? "";
  expect(bareLine.endsWith(",".repeat(columns.length))).toBe(true);
  const fullLine = lines.find((line) => line.startsWith(full)) ?? "";
  for (const key of inherited) expect(fullLine).toContain(`,param ${key},`);

  const compared = await textOf(client, runEndpoints.compareCsv, { runs: `${full},${bare}` });
  for (const key of inherited) expect(compared).toContain(`params,${key},yes,param ${key},\r\n`);
});

test("runs whose moments no calendar has are listed, exported without them and read one by one", async () => {
  const csv = await textOf(client, runEndpoints.exportCsv, { experimentId });
  for (const id of old) expect(csv).toContain(`\r\n${id},beyond,RUNNING,,,`);
  const list = await answerOf(client, runEndpoints.list, { experimentId });
  expect(list.runs.map(({ id }) => id).toSorted()).toEqual([full, bare, ...old].toSorted());
  for (const runId of old) await answerOf(client, runEndpoints.get, { runId });
  await textOf(client, runEndpoints.compare, { runs: [...old, bare].join(",") });
  const ask = mlflowClient(ws, await ws.key(scientist, ["read"]));
  const found = await ask({ POST: searchRoute }, "POST", { experiment_ids: [experimentId] });
  expect(found.status).toBe(200);
  expect(found.body["runs"]).toHaveLength(2 + beyond.length);
});

test("a deleted run is no longer the experiment's last", async () => {
  for (const runId of old) await deleteRun(at(scientist), { runId });
  const { experiments } = await answerOf(client, experimentEndpoints.list, { q: "odd" });
  expect(experiments[0]?.lastStartTime).toBe(2000);
  const head = await answerOf(client, experimentEndpoints.get, { experimentId });
  expect(head.lastStartTime).toBe(2000);
});
