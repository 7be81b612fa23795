import * as fc from "fast-check";
import { expect, test } from "vitest";

import { pointsAfter, type Moment } from "@/lib/experiments/curves/history";
import { inOrder, joined, slice, type Points } from "@/lib/experiments/curves/points";
import { packedSegment } from "@/lib/experiments/curves/segment";
import type { CurveStretch, StoredCurve } from "@/lib/experiments/curves/segment-queries";
import { anyPoints, columns, plainCurve, plainly, rows, stored } from "@/tests/support/curves";

/** A curve in segments, and how they are read; it counts the points read. */
function curveIn(parts: readonly Points[]) {
  const held = new Map(parts.map((part, i) => [String(i), inOrder(part)]));
  const segments = [...held].map(([id, part]) => stored(packedSegment(part), id));
  const curve: StoredCurve = { runId: "r", segments, points: undefined };
  let points = 0;
  const read = async (stretches: readonly CurveStretch[]) => {
    points += stretches.reduce((sum, { count }) => sum + count, 0);
    const found = stretches.map(({ segment, from, count }) =>
      slice(held.get(segment.id) ?? joined([]), from, from + count),
    );
    return joined(found);
  };
  return { curve, read, pointsRead: () => points };
}

test("pages of any length hold every point once, in the order of time, however segments overlap", async () => {
  const parts = fc.array(fc.oneof(anyPoints, plainCurve), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(parts, fc.integer({ min: 1, max: 40 }), async (all, size) => {
      const { curve, read } = curveIn(all.map(columns));
      const paged = [];
      let after: Moment | undefined;
      for (;;) {
        const page = rows(await pointsAfter(curve, after, size, read));
        paged.push(...page);
        after = page.at(-1);
        if (page.length < size) break;
      }
      expect(paged).toEqual(plainly(all.flat(), "time"));
    }),
    { numRuns: 60 },
  );
});

test("a page in the middle of a long curve reads its own segments and few beside them", async () => {
  const parts = Array.from({ length: 500 }, (_, part) => {
    const points = Array.from({ length: 1000 }, (__, i) => {
      const step = part * 1000 + i;
      return { step, at: step * 10, value: step };
    });
    return columns(points);
  });
  const { curve, read, pointsRead } = curveIn(parts);
  const after = { at: 2_500_050, step: 250_005, value: 250_005 };
  const page = await pointsAfter(curve, after, 25_000, read);
  expect([page.steps[0], page.steps.length]).toEqual([250_006, 25_000]);
  expect(pointsRead()).toBeLessThan(30_000);
});
