import { randomUUID } from "node:crypto";

import { beforeAll, expect, test } from "vitest";

import type { Ctx } from "@/lib/command";
import { comparisonScreen } from "@/lib/experiments/comparison/comparison-screen";
import { createExperiment } from "@/lib/experiments/create-experiment";
import { curveKeys, curves } from "@/lib/experiments/curves/curves-screen";
import { experimentHead, experimentKeysOf } from "@/lib/experiments/experiment-screen";
import { experimentsScreen } from "@/lib/experiments/experiments-screen";
import { experimentsInput, runsPageInput, type RunsInput } from "@/lib/experiments/inputs";
import { createRun } from "@/lib/experiments/runs/create-run";
import { deleteRun } from "@/lib/experiments/runs/delete-run";
import { exportRuns } from "@/lib/experiments/runs/export-queries";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { runScreen } from "@/lib/experiments/runs/run-screen";
import { runsScreen } from "@/lib/experiments/runs/runs-screen";
import { makeWorkspace } from "@/tests/support/workspace";

let ctx: Ctx;
let stranger: Ctx;
let experimentId: string;
const runIds: string[] = [];
const total = 120;

beforeAll(async () => {
  const [mine, other] = [await makeWorkspace(), await makeWorkspace()];
  ctx = { actor: await mine.member(["data_scientist"]), now: new Date() };
  stranger = { actor: other.admin, now: new Date() };
  ({ experimentId } = await createExperiment(ctx, { name: `sweep ${randomUUID()}` }));
  for (let place = 0; place < total; place++) {
    const run = await createRun(ctx, {
      experimentId,
      name: `run-${place}`,
      startTime: 1_700_000_000_000 + Math.floor(place / 2) * 1000,
    });
    runIds.push(run.runId);
    await logBatch(ctx, {
      runId: run.runId,
      // Ties, NaN and runs without the metric: each has its place in the order.
      metrics:
        place % 10 === 0
          ? []
          : [
              { key: "auc", value: place % 7 === 0 ? Number.NaN : (place % 20) / 20, timestamp: 1 },
              { key: "loss", value: 1 / (place + 1), timestamp: 1, step: 0 },
              { key: "loss", value: 1 / (place + 2), timestamp: 2, step: 1 },
            ],
      params: [
        { key: "depth", value: String(place % 5) },
        { key: "formula", value: "=1+1" },
      ],
      tags: [{ key: "team", value: place % 2 === 0 ? "risk" : "growth" }],
    });
  }
});

const asked = (over: Partial<RunsInput> = {}): RunsInput =>
  runsPageInput.parse({ experimentId, ...over });

async function walk(
  over: Partial<RunsInput>,
): Promise<{ forwards: string[]; backwards: string[] }> {
  const forwards: string[] = [];
  let page = await runsScreen(ctx, asked(over));
  forwards.push(...page.rows.map(({ id }) => id));
  while (page.next !== null) {
    page = await runsScreen(ctx, asked({ ...over, cursor: page.next }));
    forwards.push(...page.rows.map(({ id }) => id));
  }
  let backwards = page.rows.map(({ id }) => id);
  while (page.previous !== null) {
    page = await runsScreen(ctx, asked({ ...over, cursor: page.previous }));
    backwards = [...page.rows.map(({ id }) => id), ...backwards];
  }
  return { forwards, backwards };
}

test.each([
  ["start time", {}],
  ["a metric with NaN and gaps, down", { sort: "metrics.auc" }],
  ["a metric with NaN and gaps, up", { sort: "metrics.auc", direction: "asc" }],
  ["a param", { sort: "params.depth", direction: "asc" }],
  ["a tag", { sort: "tags.team" }],
] as const)("paging by %s shows every run once, in the same order both ways", async (_, over) => {
  const { forwards, backwards } = await walk(over);
  expect(new Set(forwards).size).toBe(total);
  expect(forwards).toHaveLength(total);
  expect(backwards).toEqual(forwards);
});

test("a filter narrows the table and its count; a fault is told with its place", async () => {
  const found = await runsScreen(
    ctx,
    asked({ filter: "tags.team = 'risk' AND params.depth = '2'" }),
  );
  expect(found.matching).toBe(12);
  expect(found.fault).toBeNull();
  const fault = await runsScreen(ctx, asked({ filter: "metrics.auc > 1 nonsense" }));
  expect(fault).toMatchObject({ rows: [], fault: { position: 17 } });
});

test("rows hold only what the columns show", async () => {
  const { rows, columns } = await runsScreen(ctx, asked({ columns: "metrics.loss,params.depth" }));
  expect(columns.map(({ id }) => id)).toEqual(["metrics.loss", "params.depth"]);
  expect(Object.keys(rows[0]?.params ?? {})).toEqual(["depth"]);
  expect(rows[0]?.tags).toEqual({});
});

test("the keys of an experiment are those its runs logged", async () => {
  expect(await experimentKeysOf(ctx, experimentId)).toMatchObject({
    metric: ["auc", "loss"],
    param: ["depth", "formula"],
    tag: expect.arrayContaining(["team"]),
  });
});

test("a deleted run leaves the active table and stands among the deleted", async () => {
  const gone = runIds[0] ?? "";
  await deleteRun(ctx, { runId: gone });
  expect((await experimentHead(ctx, experimentId)).deletedRuns).toBe(1);
  const deleted = await runsScreen(ctx, asked({ lifecycle: "deleted" }));
  expect(deleted.rows.map(({ id }) => id)).toEqual([gone]);
});

test("a comparison names what is missing and what differs", async () => {
  const [, a = "", b = ""] = runIds;
  const screen = await comparisonScreen(ctx, { runs: [a, b, "nowhere"] });
  expect(screen.missing).toEqual(["nowhere"]);
  expect(screen.comparison.params).toMatchObject([
    { key: "depth", differs: true },
    { key: "formula", differs: false },
  ]);
  expect(screen.curveKeys).toEqual(["loss"]);
});

test("curves keep their extremes when they are thinned, NaN included", async () => {
  const run = await createRun(ctx, { experimentId, name: "long" });
  for (let from = 0; from < 6000; from += 1000)
    await logBatch(ctx, {
      runId: run.runId,
      metrics: Array.from({ length: 1000 }, (_, at) => ({
        key: "loss",
        value: from + at === 4321 ? 99 : from + at === 1234 ? Number.NaN : Math.sin(at / 100),
        timestamp: from + at,
        step: from + at,
      })),
    });
  const [curve] = await curves(ctx, { runs: [run.runId], key: "loss", points: 200 });
  expect(curve?.logged).toBe(6000);
  expect(curve?.points.length).toBeLessThanOrEqual(260);
  expect(curve?.points[0]?.step).toBe(0);
  expect(curve?.points.at(-1)?.step).toBe(5999);
  expect(curve?.points.some(({ value }) => value === 99)).toBe(true);
  expect(curve?.points.some(({ value }) => Number.isNaN(value))).toBe(true);
});

test("the export holds every matching run and no live formula", async () => {
  const { lines } = await exportRuns(ctx, asked({ filter: "tags.team = 'growth'" }));
  let text = "";
  for await (const part of lines) text += part;
  const [header = "", ...rows] = text.trimEnd().split("\r\n");
  expect(header.split(",")).toContain("params.formula");
  expect(rows).toHaveLength(60);
  expect(rows.every((row) => row.includes("'=1+1"))).toBe(true);
});

test("experiments are listed with their counts, searched by name and paged both ways", async () => {
  const mine = await makeWorkspace();
  const here: Ctx = { actor: mine.admin, now: new Date() };
  for (let place = 0; place < 60; place++) await createExperiment(here, { name: `many ${place}` });
  const base = experimentsInput.parse({ q: "many", sort: "name" });
  const first = await experimentsScreen(here, base);
  expect(first.experiments).toHaveLength(50);
  const second = await experimentsScreen(here, { ...base, cursor: first.next ?? "" });
  expect(second.experiments).toHaveLength(10);
  const back = await experimentsScreen(here, { ...base, cursor: second.previous ?? "" });
  expect(back.experiments).toEqual(first.experiments);
  expect((await experimentsScreen(here, { ...base, q: "100%" })).experiments).toEqual([]);
});

test("nothing of another workspace is shown", async () => {
  const [, runId = ""] = runIds;
  await expect(experimentHead(stranger, experimentId)).rejects.toMatchObject({ code: "missing" });
  await expect(runScreen(stranger, runId)).rejects.toMatchObject({ code: "missing" });
  expect(await experimentKeysOf(stranger, experimentId)).toEqual({
    metric: [],
    param: [],
    tag: [],
  });
  expect(await curves(stranger, { runs: [runId], key: "loss", points: 50 })).toEqual([]);
  expect(await curveKeys(stranger, [runId])).toEqual([]);
  expect((await comparisonScreen(stranger, { runs: [runId] })).runs).toEqual([]);
  await expect(exportRuns(stranger, asked())).rejects.toMatchObject({ code: "missing" });
});
