import { beforeAll, describe, expect, test } from "vitest";

import { thin, type Point } from "@/lib/experiments/curves/curve";
import { curveKeys, curves } from "@/lib/experiments/curves/curves-screen";
import { packAll } from "@/lib/experiments/curves/jobs";
import {
  metricHistories,
  metricHistory,
  sampledHistories,
  type HistoryPoint,
} from "@/lib/experiments/curves/metric-queries";
import { createRun } from "@/lib/experiments/runs/create-run";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { jobActor } from "@/lib/jobs/job-actor";
import { seededRandom } from "@/lib/stats/random";
import { columns, plainly, rows } from "@/tests/support/curves";
import { makeWorkspace, type UserActor } from "@/tests/support/workspace";

let ctx: { actor: UserActor; now: Date };

beforeAll(async () => {
  const workspace = await makeWorkspace();
  ctx = { actor: await workspace.member(["data_scientist"]), now: new Date() };
});

/** Enough that no curve is read whole with its segments. */
const total = 9000;
const random = seededRandom(7);

const even = (i: number): Point => ({ step: i, at: 1000 + i * 10, value: Math.sin(i) });
const uneven = (i: number): Point => ({
  step: i * 3 + random.below(3),
  at: 1000 + i * 250 + random.below(200),
  value: random.normal(),
});
/** Backwards and forwards, with points that come again and values that are no numbers. */
const disorderly = (): Point => ({
  step: random.below(4000) - 100,
  at: random.below(900),
  value: random.pick([Number.NaN, Infinity, -Infinity, 0, 1, random.next()]),
});
const stepless = (i: number): Point => ({ step: 0, at: 1000 + (i >> 1), value: random.normal() });
/** Two clients that log every other step, a thousand at a time. */
const interleaved = (i: number): Point =>
  even(2 * (1000 * Math.floor(i / 2000) + (i % 1000)) + (Math.floor(i / 1000) % 2));

async function logged(make: (i: number) => Point, size: number) {
  const { runId } = await createRun(ctx, { experimentId: "0" });
  const points = Array.from({ length: total }, (_, i) => make(i));
  for (let from = 0; from < total; from += size) {
    const metrics = points
      .slice(from, from + size)
      .map(({ at, ...point }) => ({ ...point, key: "m", timestamp: at }));
    await logBatch(ctx, { runId, metrics });
  }
  return { runId, points };
}

const asPoints = (found: readonly HistoryPoint[]): Point[] =>
  found.map(({ step, timestamp, value }) => ({ step: Number(step), at: Number(timestamp), value }));

async function history(runId: string): Promise<Point[]> {
  const points: Point[] = [];
  let cursor: string | undefined;
  do {
    const page = await metricHistory(ctx, runId, "m", { limit: 1300, cursor });
    points.push(...asPoints(page.points));
    cursor = page.next ?? undefined;
  } while (cursor);
  return points;
}

const finite = (some: readonly Point[]) => some.map(({ value }) => value).filter(Number.isFinite);

function sampled(points: readonly Point[], limit: number, from: number, to: number): Point[] {
  const inside = plainly(points).filter(({ step }) => step >= from && step <= to);
  const steps = [...new Set(inside.map(({ step }) => step))];
  const evenly = Array.from({ length: limit }, (_, i) => Math.floor(i * (steps.length / limit)));
  const chosen = new Set(
    steps.length <= limit ? steps : [...evenly.map((place) => steps[place]), steps.at(-1)],
  );
  return inside.filter(({ step }) => chosen.has(step));
}

describe.each([
  ["evenly in full batches", even, 1000],
  ["evenly in batches of a hundred", even, 100],
  ["evenly, seven at a time", even, 7],
  ["unevenly in batches of 250", uneven, 250],
  ["unevenly, eleven at a time", uneven, 11],
  ["in no order, with repeats and NaN, in batches of 300", disorderly, 300],
  ["in no order, with repeats and NaN, twenty at a time", disorderly, 20],
  ["without steps in batches of 500", stepless, 500],
  ["without steps, nine at a time", stepless, 9],
  ["by two clients in turns", interleaved, 1000],
])("a curve logged %s", (_name, make, size) => {
  let runId: string;
  let points: Point[];

  beforeAll(async () => ({ runId, points } = await logged(make, size)));

  describe.each(["as it was logged", "packed"])("%s", (state) => {
    beforeAll(async () => {
      const actor = jobActor(ctx.actor.workspaceId, {
        name: "pack_curves",
        may: ["tracking:read"],
      });
      if (state === "packed") await packAll({ actor, now: new Date(Date.now() + 7_200_000) });
    });

    test("comes back whole in pages", async () => {
      expect(await history(runId)).toEqual(plainly(points, "time"));
    });

    test("comes back as far as it is asked for", async () => {
      const found = await metricHistories(ctx, [runId], "m", 5000);
      expect(asPoints(found)).toEqual(plainly(points, "time").slice(0, 5000));
    });

    test.each([
      [320, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
      [50, 1001, 2345],
      [2500, 0, 500],
    ])("is sampled at %i steps from %i to %i", async (limit, from, to) => {
      const found = await sampledHistories(ctx, [runId], "m", { limit, from, to });
      expect(asPoints(found)).toEqual(sampled(points, limit, from, to));
    });

    test("is drawn with its ends and extremes, and counted", async () => {
      const [curve] = await curves(ctx, { runs: [runId], key: "m", points: 320 });
      const all = plainly(points);
      expect(curve?.logged).toBe(all.length);
      const drawn = curve?.points ?? [];
      if (make !== stepless) expect(drawn).toEqual(rows(thin(columns(all), 320)));
      expect(Math.max(...finite(drawn))).toBe(Math.max(...finite(all)));
      expect(Math.min(...finite(drawn))).toBe(Math.min(...finite(all)));
      expect([drawn[0], drawn.at(-1)]).toEqual([all[0], all.at(-1)]);
    });
  });

  test("is one, and not a number", async () => {
    expect(await curveKeys(ctx, [runId])).toEqual(["m"]);
  });
});
