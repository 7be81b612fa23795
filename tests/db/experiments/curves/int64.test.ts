import * as fc from "fast-check";
import { beforeAll, expect, test } from "vitest";

import { looseCurves } from "@/lib/experiments/curves/loose-queries";
import { metricHistory, sampledHistories } from "@/lib/experiments/curves/metric-queries";
import { packCurve } from "@/lib/experiments/curves/pack-segments";
import { createRun } from "@/lib/experiments/runs/create-run";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { getRun } from "@/lib/experiments/runs/run-queries";
import { updateRun } from "@/lib/experiments/runs/update-run";
import { int64Of, type Int64 } from "@/lib/int64";
import { jobActor } from "@/lib/jobs/job-actor";
import { makeWorkspace, type TestWorkspace } from "@/tests/support/workspace";

let workspace: TestWorkspace;
let packing: Parameters<typeof packCurve>[0];
let ctx: { actor: TestWorkspace["admin"]; now: Date };

beforeAll(async () => {
  workspace = await makeWorkspace();
  ctx = { actor: workspace.admin, now: new Date() };
  const actor = jobActor(workspace.workspaceId, { name: "pack", may: ["tracking:read"] });
  packing = { actor, now: new Date() };
});

type Logged = { key: string; step: Int64; timestamp: Int64; value: number };

const now = 1_795_642_803_473_157_130n;
const greatest = 2n ** 63n - 1n;
/** A nanosecond apart, at both ends of what there is, and small ones among them. */
const anyStep = fc.oneof(
  fc.bigInt({ min: now, max: now + 300n }),
  fc.constantFrom(greatest, greatest - 1n, -greatest - 1n, -greatest, 2n ** 53n, 0n, -1n),
  fc.bigInt({ min: 0n, max: 50n }),
);
const anyTime = fc.oneof(
  fc.bigInt({ min: now, max: now + 300n }),
  fc.constantFrom(greatest, 2n ** 53n + 1n, 0n),
);
const anyPoint = fc.tuple(anyStep, anyTime, fc.nat(2)).map(([step, time, value]): Logged => ({
  key: "m",
  step: int64Of(step),
  timestamp: int64Of(time),
  value,
}));

function inTime(points: readonly Logged[]): Logged[] {
  const compare = (a: Logged, b: Logged) =>
    Number(a.timestamp > b.timestamp) - Number(a.timestamp < b.timestamp) ||
    Number(a.step > b.step) - Number(a.step < b.step) ||
    a.value - b.value;
  return points
    .toSorted(compare)
    .filter((point, at, all) => at === 0 || compare(point, all[at - 1] ?? point) !== 0);
}

async function history(runId: string, limit: number): Promise<Logged[]> {
  const found: Logged[] = [];
  for (let cursor: string | undefined = ""; cursor !== undefined;) {
    const page = await metricHistory(ctx, runId, "m", { limit, cursor });
    found.push(...page.points);
    cursor = page.next ?? undefined;
  }
  return found;
}

test("steps and times in nanoseconds come back to the last digit, page by page, packed and not", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(anyPoint, { minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 6 }),
      async (batches) => {
        const { runId } = await createRun(ctx, { experimentId: "0" });
        for (const metrics of batches) await logBatch(ctx, { runId, metrics });
        const expected = inTime(batches.flat());
        expect(await history(runId, 7)).toEqual(expected);
        expect(await history(runId, 1000)).toEqual(expected);
        const sampled = await sampledHistories(ctx, [runId], "m", { limit: 2500 });
        const points = sampled.map(({ runId: _runId, ...point }) => point);
        expect(inTime(points)).toEqual(expected);
        await updateRun(ctx, { runId, status: "FINISHED" });
        for (const curve of await looseCurves(packing)) await packCurve(packing, curve);
        expect(await history(runId, 7)).toEqual(expected);
      },
    ),
    { numRuns: 15 },
  );
}, 120_000);

test("the latest point of a run is the latest by its last digit", async () => {
  const { runId } = await createRun(ctx, { experimentId: "0" });
  const point = (step: bigint, value: number) => ({
    key: "m",
    step: int64Of(step),
    timestamp: int64Of(now + step),
    value,
  });
  await logBatch(ctx, { runId, metrics: [point(now, 1), point(now + 2n, 3), point(now + 1n, 2)] });
  expect((await getRun(ctx, runId)).metrics).toEqual([point(now + 2n, 3)]);
  await logBatch(ctx, { runId, metrics: [point(now + 1n, 9)] });
  expect((await getRun(ctx, runId)).metrics).toEqual([point(now + 2n, 3)]);
});
