import { beforeAll, describe, expect, test } from "vitest";

import { metricHistory, sampledHistories } from "@/lib/experiments/curves/metric-queries";
import { createRun } from "@/lib/experiments/runs/create-run";
import { deleteRun } from "@/lib/experiments/runs/delete-run";
import { deleteRunTag } from "@/lib/experiments/runs/delete-run-tag";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { restoreRun } from "@/lib/experiments/runs/restore-run";
import { getRun } from "@/lib/experiments/runs/run-queries";
import { updateRun } from "@/lib/experiments/runs/update-run";
import { makeWorkspace, type UserActor } from "@/tests/support/workspace";

let ctx: { actor: UserActor; now: Date };

beforeAll(async () => {
  const workspace = await makeWorkspace();
  ctx = { actor: await workspace.member(["data_scientist"]), now: new Date() };
});

const newRun = async () => (await createRun(ctx, { experimentId: "0" })).runId;
const point = (value: number, step: number, timestamp: number) => ({
  key: "m",
  value,
  step,
  timestamp,
});

const upTo = (count: number) => Array.from({ length: count }, (_, at) => point(at, at, 1));

async function latest(runId: string) {
  const { metrics } = await getRun(ctx, runId);
  return metrics.map(({ value, step, timestamp }) => [value, step, timestamp]);
}

const batchOf = (client: number) =>
  Array.from({ length: 100 }, (_, step) => ({
    key: `m${(step + client) % 10}`,
    value: client,
    step,
    timestamp: client,
  }));

describe("metrics", () => {
  test("a run shows the latest by step, then time, then value, however they arrive", async () => {
    const points = [
      point(5, 1, 9),
      point(1, 2, 1),
      point(3, 2, 2),
      point(4, 2, 2),
      point(9, 0, 99),
    ];
    for (const order of [points, points.toReversed()]) {
      const one = await newRun();
      for (const each of order) await logBatch(ctx, { runId: one, metrics: [each] });
      const together = await newRun();
      await logBatch(ctx, { runId: together, metrics: order });
      expect(await latest(one)).toEqual([[4, 2, 2]]);
      expect(await latest(together)).toEqual([[4, 2, 2]]);
    }
  });

  test("logging the same points again changes nothing, NaN and the infinities included", async () => {
    const runId = await newRun();
    const metrics = [Number.NaN, Infinity, -Infinity, 0].map((value, step) =>
      point(value, step, 1),
    );
    await logBatch(ctx, { runId, metrics: [...metrics, ...metrics] });
    await logBatch(ctx, { runId, metrics });
    const { points } = await metricHistory(ctx, runId, "m");
    expect(points.map(({ value }) => value)).toEqual([Number.NaN, Infinity, -Infinity, 0]);
  });

  test("history comes in pages that miss nothing and repeat nothing", async () => {
    const runId = await newRun();
    const metrics = Array.from({ length: 50 }, (_, at) => point(at % 3, at % 7, at % 5));
    await logBatch(ctx, { runId, metrics });
    const whole = (await metricHistory(ctx, runId, "m")).points;
    const paged: typeof whole = [];
    let cursor: string | undefined;
    do {
      const page = await metricHistory(ctx, runId, "m", { limit: 7, cursor });
      paged.push(...page.points);
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(paged).toEqual(whole);
    expect(whole).toHaveLength(50);
  });

  test("eight clients logging to one run at once lose no point", async () => {
    const runId = await newRun();
    await Promise.all(
      Array.from({ length: 8 }, (_, client) => logBatch(ctx, { runId, metrics: batchOf(client) })),
    );
    const histories = await Promise.all(
      Array.from({ length: 10 }, (_, key) => metricHistory(ctx, runId, `m${key}`)),
    );
    expect(histories.flatMap(({ points }) => points)).toHaveLength(800);
  });
});

test("clients that log metrics alone and with tags to one run never wait for each other in a circle", async () => {
  const runId = await newRun();
  const clients = Array.from({ length: 8 }, async (_, client) => {
    for (let round = 0; round < 15; round++)
      await logBatch(
        { ...ctx, now: new Date(Date.now() + (round + 1) * 5000) },
        {
          runId,
          metrics: batchOf(round),
          tags: client % 2 ? [{ key: "t", value: `${client}` }] : [],
        },
      );
  });
  await Promise.all(clients);
  expect(Object.keys((await getRun(ctx, runId)).tags)).toContain("t");
});

describe("params and tags", () => {
  test("a param is written once; the same value again is no fault, also from two clients", async () => {
    const runId = await newRun();
    const write = (value: string) => logBatch(ctx, { runId, params: [{ key: "lr", value }] });
    await Promise.all([write("0.1"), write("0.1")]);
    await write("0.1");
    await expect(write("0.2")).rejects.toThrow("Changing param values is not allowed");
    expect((await getRun(ctx, runId)).params).toEqual({ lr: "0.1" });
  });

  test("a refused batch leaves no trace", async () => {
    const runId = await newRun();
    await logBatch(ctx, { runId, params: [{ key: "a", value: "1" }] });
    const batch = {
      runId,
      metrics: [point(1, 1, 1)],
      tags: [{ key: "t", value: "v" }],
      params: [{ key: "a", value: "2" }],
    };
    await expect(logBatch(ctx, batch)).rejects.toThrow("Changing param values");
    const run = await getRun(ctx, runId);
    expect([run.metrics, run.tags["t"]]).toEqual([[], undefined]);
  });

  test("keys named like properties of every object are keys like any other", async () => {
    const runId = await newRun();
    const pairs = ["constructor", "toString", "__proto__"].map((key) => ({ key, value: "x" }));
    await logBatch(ctx, { runId, params: pairs, tags: pairs });
    await logBatch(ctx, { runId, params: pairs });
    const { params, tags } = await getRun(ctx, runId);
    expect(Object.keys(params).toSorted()).toEqual(["__proto__", "constructor", "toString"]);
    expect(Object.keys(tags)).toContain("constructor");
    await deleteRunTag(ctx, { runId, key: "constructor" });
    await expect(deleteRunTag(ctx, { runId, key: "constructor" })).rejects.toThrow(
      "No tag with name",
    );
  });

  test("the run's name and its tag are kept in step both ways", async () => {
    const runId = await newRun();
    const names = async () => {
      const { name, tags } = await getRun(ctx, runId);
      return [name, tags["mlflow.runName"]];
    };
    const [name, tag] = await names();
    expect(name).toBe(tag);
    await logBatch(ctx, { runId, tags: [{ key: "mlflow.runName", value: "by tag" }] });
    expect(await names()).toEqual(["by tag", "by tag"]);
    await updateRun(ctx, { runId, name: "by name" });
    expect(await names()).toEqual(["by name", "by name"]);
  });
});

test.each([
  ["fewer steps than asked for", [5, 1], 5, [0, 1, 2, 3, 4]],
  ["twice as many", [10, 1], 5, [0, 2, 4, 6, 8, 9]],
  ["one too many", [6, 20], 5, [0, 20, 40, 60, 80, 100]],
  ["a long curve", [101, 10], 5, [0, 200, 400, 600, 800, 1000]],
])(
  "a history of %s is sampled evenly to its end",
  async (_name, [count, stride], limit, expected) => {
    const runId = await newRun();
    const metrics = Array.from({ length: count! }, (_, at) => point(at, at * stride!, 1));
    await logBatch(ctx, { runId, metrics });
    const points = await sampledHistories(ctx, [runId, "none"], "m", { limit });
    expect(points.map(({ step }) => step)).toEqual(expected);
  },
);

test("runs sampled together share their steps, each with its own first and last", async () => {
  const [short, long] = [await newRun(), await newRun()];
  await logBatch(ctx, { runId: short, metrics: upTo(10) });
  await logBatch(ctx, { runId: long, metrics: upTo(20) });
  const points = await sampledHistories(ctx, [long, short], "m", { limit: 5 });
  const stepsOf = (id: string) =>
    points.filter(({ runId }) => runId === id).map(({ step }) => step);
  expect(points.map(({ runId }) => runId).indexOf(short)).toBe(7);
  expect([stepsOf(short), stepsOf(long)]).toEqual([
    [0, 4, 8, 9],
    [0, 4, 8, 9, 12, 16, 19],
  ]);
});

test("a deleted run takes no more until it is restored", async () => {
  const runId = await newRun();
  await deleteRun(ctx, { runId });
  await deleteRun(ctx, { runId });
  const message = `The run ${runId} must be in the 'active' state. Current state is deleted.`;
  const writes = [
    { metrics: [point(1, 1, 1)] },
    { params: [{ key: "p", value: "1" }] },
    { tags: [{ key: "t", value: "1" }] },
    {},
  ];
  for (const write of writes)
    await expect(logBatch(ctx, { runId, ...write })).rejects.toThrow(message);
  await expect(updateRun(ctx, { runId, status: "FINISHED" })).rejects.toThrow(message);
  await restoreRun(ctx, { runId });
  await logBatch(ctx, { runId, metrics: [point(1, 1, 1)] });
  expect(await latest(runId)).toEqual([[1, 1, 1]]);
});
