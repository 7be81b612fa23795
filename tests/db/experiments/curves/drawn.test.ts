import { beforeAll, expect, test } from "vitest";

import { createExperiment } from "@/lib/experiments/create-experiment";
import type { Curve } from "@/lib/experiments/curves/curve";
import { curveKeys, curves } from "@/lib/experiments/curves/curves-screen";
import { createRun } from "@/lib/experiments/runs/create-run";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { movingAverage } from "@/lib/stats/moving-average";
import { makeWorkspace, type UserActor } from "@/tests/support/workspace";

let ctx: { actor: UserActor; now: Date };
let experimentId: string;
type Logged = { value: number; step: number; timestamp: number };

beforeAll(async () => {
  ctx = { actor: (await makeWorkspace()).admin, now: new Date() };
  ({ experimentId } = await createExperiment(ctx, { name: "drawn" }));
});

async function runOf(points: readonly Logged[]): Promise<string> {
  const { runId } = await createRun(ctx, { experimentId, name: "curve" });
  for (let at = 0; at < points.length; at += 1000) {
    const metrics = points.slice(at, at + 1000).map((point) => ({ ...point, key: "m" }));
    await logBatch(ctx, { runId, metrics });
  }
  return runId;
}

async function drawnOf(
  runId: string,
  asked: Partial<Parameters<typeof curves>[1]> = {},
): Promise<Curve> {
  const [curve] = await curves(ctx, { runs: [runId], key: "m", ...asked });
  if (!curve) throw new Error("nothing was drawn");
  return curve;
}

const along = (n: number, value: (at: number) => number): Logged[] =>
  Array.from({ length: n }, (_, at) => ({ value: value(at), step: at, timestamp: 1000 + at * 10 }));

test.each([300, 3000, 8000])(
  "smoothing averages all of %i points, not those that are drawn",
  async (n) => {
    const points = along(n, (at) => (at % 100 === 99 ? 101 : 1));
    const curve = await drawnOf(await runOf(points), { smoothing: 0.99 });
    const average = movingAverage(
      Float64Array.from(points, ({ value }) => value),
      0.99,
    );
    expect(curve.logged).toBe(n);
    expect(curve.points.length).toBeLessThanOrEqual(320);
    for (const { step, value } of curve.points) expect(value).toBe(average[step]);
    const late = curve.points.filter(({ step }) => step > n / 2).map(({ value }) => value);
    expect(Math.max(...late)).toBeLessThan(3);
    expect(Math.min(...late)).toBeGreaterThan(1);
  },
);

test.each([50, 8000])("%i values at one step are counted, and can be seen over time", async (n) => {
  const runId = await runOf(along(n, Math.sin).map((point) => ({ ...point, step: 0 })));
  expect(await curveKeys(ctx, [runId])).toEqual(["m"]);
  const curve = await drawnOf(runId);
  expect([curve.logged, curve.steps]).toEqual([n, 1]);
  const { points } = await drawnOf(runId, { axis: "time" });
  expect(points.length).toBeGreaterThanOrEqual(Math.min(n, 200));
  expect(points.map(({ at }) => at)).toEqual(points.map(({ at }) => at).toSorted((a, b) => a - b));
});

test("values at one step and one moment are a curve, and all are drawn", async () => {
  const runId = await runOf([1, 2, 3].map((value) => ({ value, step: 0, timestamp: 1 })));
  expect(await curveKeys(ctx, [runId])).toEqual(["m"]);
  expect((await drawnOf(runId)).points.map(({ value }) => value)).toEqual([1, 2, 3]);
});

test("where one step holds nearly all of a long curve, time still shows its shape", async () => {
  const points = along(6000, Math.sin).map((point, at) => ({
    ...point,
    step: at === 5999 ? 1 : 0,
  }));
  const runId = await runOf(points);
  expect((await drawnOf(runId)).steps).toBe(2);
  expect((await drawnOf(runId, { axis: "time" })).points.length).toBeGreaterThan(200);
});

test.each([100, 5000])(
  "a run of %i steps resumed in the middle counts what it logged twice",
  async (n) => {
    const again = along(n, (at) => at + 0.5)
      .slice(n / 2, n / 2 + 20)
      .map((point) => ({ ...point, timestamp: point.timestamp + 1e6 }));
    const curve = await drawnOf(await runOf([...along(n, (at) => at), ...again]));
    expect([curve.logged, curve.steps]).toEqual([n + 20, n]);
  },
);

test.each([40, 8000])(
  "on a logarithm what has no place among %i values is counted and leaves a gap",
  async (n) => {
    const runId = await runOf(
      along(n, (at) => (at % 2 === 0 ? -at : at % 20 === 1 ? Number.NaN : at)),
    );
    const [plain, log] = [await drawnOf(runId), await drawnOf(runId, { scale: "log" })];
    expect([plain.notPositive, plain.notFinite]).toEqual([0, n / 20]);
    expect([log.notPositive, log.notFinite]).toEqual([n / 2, n / 20]);
    const drawn = log.points.map(({ value }) => value).filter((value) => value > 0);
    expect([Math.min(...drawn), Math.max(...drawn)]).toEqual([3, n - 1]);
    expect(log.points.some(({ value }) => !(value > 0))).toBe(true);
  },
);

test("a long curve above zero needs no more than its outline on a logarithm", async () => {
  const curve = await drawnOf(await runOf(along(8000, (at) => at + 1)), { scale: "log" });
  expect([curve.logged, curve.notPositive, curve.notFinite]).toEqual([8000, 0, 0]);
});
