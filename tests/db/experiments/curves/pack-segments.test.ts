import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { metricSegments } from "@/drizzle/schema/experiments";
import { db } from "@/lib/db/client";
import type { Point } from "@/lib/experiments/curves/curve";
import { packAll, packCurves } from "@/lib/experiments/curves/jobs";
import { metricHistory } from "@/lib/experiments/curves/metric-queries";
import { createRun } from "@/lib/experiments/runs/create-run";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { updateRun } from "@/lib/experiments/runs/update-run";
import { jobActor } from "@/lib/jobs/job-actor";
import { plainly } from "@/tests/support/curves";
import { makeWorkspace, type UserActor } from "@/tests/support/workspace";

let ctx: { actor: UserActor; now: Date };

beforeAll(async () => {
  const workspace = await makeWorkspace();
  ctx = { actor: await workspace.member(["data_scientist"]), now: new Date() };
});

const newRun = async () => (await createRun(ctx, { experimentId: "0" })).runId;

const log = (runId: string, points: readonly Point[], key = "m") =>
  logBatch(ctx, {
    runId,
    metrics: points.map(({ at, ...point }) => ({ ...point, key, timestamp: at })),
  });

const pack = (now = new Date()) =>
  packAll({
    actor: jobActor(ctx.actor.workspaceId, { name: "pack_curves", may: ["tracking:read"] }),
    now,
  });

const upTo = (count: number, from = 0): Point[] =>
  Array.from({ length: count }, (_, i) => ({
    step: from + i,
    at: 10 * (from + i),
    value: from + i,
  }));

async function history(runId: string, key = "m"): Promise<Point[]> {
  const points: Point[] = [];
  let cursor: string | undefined;
  do {
    const page = await metricHistory(ctx, runId, key, { limit: 700, cursor });
    points.push(
      ...page.points.map(({ step, timestamp, value }) => ({
        step: Number(step),
        at: Number(timestamp),
        value,
      })),
    );
    cursor = page.next ?? undefined;
  } while (cursor);
  return points;
}

async function segmentsOf(runId: string) {
  const { n, loose } = metricSegments;
  const rows = await db
    .select({ n, loose })
    .from(metricSegments)
    .where(eq(metricSegments.runId, runId));
  return rows.toSorted((a, b) => a.n - b.n);
}

test("a curve logged few points at a time is packed while its run goes on, up to where it grows", async () => {
  const runId = await newRun();
  for (let from = 0; from < 1104; from += 16) await log(runId, upTo(16, from));
  expect((await segmentsOf(runId)).map(({ n }) => n)).toEqual([16, ...Array(34).fill(32)]);
  await pack();
  expect(await segmentsOf(runId)).toEqual([
    { n: 16, loose: true },
    { n: 1088, loose: false },
  ]);
  for (const point of upTo(5, 1104)) await log(runId, [point]);
  expect(await history(runId)).toEqual(upTo(1109));
});

test.each([
  [
    "says so",
    async (runId: string) => void (await updateRun(ctx, { runId, status: "FINISHED" })),
    0,
  ],
  ["was not heard of for an hour", async () => undefined, 61 * 60_000],
])(
  "what is left is packed when the run %s, and what comes later goes with it",
  async (_, end, later) => {
    const runId = await newRun();
    for (const from of [0, 40, 80]) await log(runId, upTo(40, from));
    await log(runId, upTo(5, 120));
    await pack();
    expect(await segmentsOf(runId)).toHaveLength(4);
    await end(runId);
    await pack(new Date(Date.now() + later));
    expect(await segmentsOf(runId)).toEqual([{ n: 125, loose: false }]);
    await log(runId, upTo(3, 125));
    await pack(new Date(Date.now() + later));
    expect(await segmentsOf(runId)).toEqual([{ n: 128, loose: false }]);
    expect(await history(runId)).toEqual(upTo(128));
  },
);

test("a metric of one value is never a case for packing", async () => {
  const runId = await newRun();
  await log(runId, upTo(1));
  await updateRun(ctx, { runId, status: "FINISHED" });
  expect(await segmentsOf(runId)).toEqual([{ n: 1, loose: false }]);
});

test("points logged again vanish when they are packed, NaN included", async () => {
  const runId = await newRun();
  const points = [...upTo(500), { step: 500, at: 5000, value: Number.NaN }];
  for (let round = 0; round < 3; round++) {
    await log(runId, points);
    await log(runId, points.slice(-5));
  }
  expect(await history(runId)).toEqual(points);
  await updateRun(ctx, { runId, status: "FINISHED" });
  await pack();
  expect(await segmentsOf(runId)).toEqual([{ n: 501, loose: false }]);
  expect(await history(runId)).toEqual(points);
});

test("page tokens made before packing go on after it", async () => {
  const runId = await newRun();
  for (let from = 0; from < 6000; from += 100) await log(runId, upTo(100, from));
  const page = { limit: 2500 };
  const first = await metricHistory(ctx, runId, "m", page);
  await pack();
  expect((await segmentsOf(runId)).map(({ n }) => n)).toEqual(Array(6).fill(1000));
  const rest = await metricHistory(ctx, runId, "m", {
    limit: 5000,
    cursor: first.next ?? "",
  });
  expect([...first.points, ...rest.points].map(({ step }) => step)).toEqual(
    upTo(6000).map(({ step }) => step),
  );
});

/** Client `client` logs its own points of the curve: some one by one, some in batches, all of them twice. */
async function logAs(client: number, runId: string, told: Point[]): Promise<void> {
  let step = client;
  for (const size of [1, 1, 700, 5, 40, 1, 33, 1000, 1, 2, 300, 31, 1, 90, 1, 1]) {
    const points = Array.from({ length: size }, () => {
      step += 4;
      return { step, at: 7 * step, value: client };
    });
    await log(runId, points);
    told.push(...points);
    await log(runId, points.slice(-3));
  }
}

test("four clients log while two workers pack and others read: no point is lost or doubled", async () => {
  const runId = await newRun();
  const told: Point[] = [];
  const logging = new AbortController();
  const worker = async () => {
    while (!logging.signal.aborted) await pack();
  };
  const reader = async () => {
    while (!logging.signal.aborted) {
      const known = [...told];
      const found = await history(runId);
      expect(plainly(found, "time")).toEqual(found);
      const steps = new Set(found.map(({ step }) => step));
      expect(known.filter(({ step }) => !steps.has(step))).toEqual([]);
    }
  };
  const clients = Promise.all([0, 1, 2, 3].map((client) => logAs(client, runId, told)));
  const others = Promise.all([worker(), worker(), reader()]);
  await clients.finally(() => logging.abort());
  await others;
  expect(await history(runId)).toEqual(plainly(told, "time"));
  await updateRun(ctx, { runId, status: "FINISHED" });
  await pack();
  expect(await history(runId)).toEqual(plainly(told, "time"));
  expect((await segmentsOf(runId)).length).toBeLessThan(10);
});

describe("a worker killed while it packs", () => {
  const folder = `.data/packer-${process.pid}`;
  const packer = `${folder}/packer.mjs`;

  beforeAll(async () => {
    const step = `import("./scripts/lib/build.mjs").then(({ bundle }) => bundle(...process.argv.slice(1)))`;
    const args = ["--eval", step, "tests/support/packer.ts", packer];
    await promisify(execFile)(process.execPath, args);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Resolves once the worker is dead, killed as it began with another curve. */
  async function killedAt(curve: number): Promise<void> {
    const child = spawn(process.execPath, [packer, ctx.actor.workspaceId]);
    const dead = once(child, "exit");
    let begun = 0;
    createInterface(child.stdout).on("line", () => {
      begun++;
      if (begun === curve) child.kill("SIGKILL");
    });
    expect(await dead).toEqual([null, "SIGKILL"]);
  }

  test("leaves every point once, and another goes on", async () => {
    const runIds = await Promise.all(Array.from({ length: 12 }, newRun));
    for (const runId of runIds) {
      for (let from = 0; from < 3000; from += 100) await log(runId, upTo(100, from));
      await updateRun(ctx, { runId, status: "FINISHED" });
    }
    for (const curve of [2, 1, 3]) await killedAt(curve);
    for (const runId of runIds) expect(await history(runId)).toEqual(upTo(3000));
    await pack();
    for (const runId of runIds) {
      expect((await segmentsOf(runId)).map(({ n }) => n)).toEqual([1000, 1000, 1000]);
      expect(await history(runId)).toEqual(upTo(3000));
    }
  });
});

test("the clock packs every workspace by itself", () => {
  expect(packCurves).toMatchObject({ name: "pack_curves", when: "* * * * *" });
});
