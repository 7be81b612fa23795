import * as fc from "fast-check";
import { expect, test } from "vitest";

import { thin } from "@/lib/experiments/curves/curve";
import { groupDoubtful, isSure, outline } from "@/lib/experiments/curves/outline";
import { inOrder, joined, type Points } from "@/lib/experiments/curves/points";
import { packedSegment } from "@/lib/experiments/curves/segment";
import { anyPoints, columns, plainly, rows, stored, value } from "@/tests/support/curves";

const inSegments = (parts: readonly Points[]) =>
  parts.map((part, i) => stored(packedSegment(part), String(i)));

/** A curve cut into segments as batches leave them. */
const cutCurve = fc
  .record({
    values: fc.array(value, { minLength: 2, maxLength: 400 }),
    cuts: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 400, maxLength: 400 }),
  })
  .map(({ values, cuts }) => {
    const points = values.map((each, step) => ({ step, at: step * 10, value: each }));
    const parts: Points[] = [];
    for (let at = 0, i = 0; at < points.length; at += cuts[i++] ?? 1)
      parts.push(columns(points.slice(at, at + (cuts[i] ?? 1))));
    return parts;
  });

test.each(["step", "time"] as const)(
  "thinning the outlined segments keeps what thinning the whole curve keeps: %s",
  (axis) => {
    const drawing = { axis, scale: "linear" as const };
    fc.assert(
      fc.property(cutCurve, fc.integer({ min: 8, max: 60 }), (parts, limit) => {
        const whole = joined(parts);
        const chosen = new Set(outline(inSegments(parts), limit, axis).map(({ id }) => id));
        const left = joined(parts.filter((_, i) => chosen.has(String(i))));
        if (left.steps.length <= limit && whole.steps.length > limit) {
          const kept = new Set(rows(left).map(({ step }) => step));
          for (const { step } of rows(thin(whole, limit, drawing))) expect(kept).toContain(step);
        } else expect(rows(thin(left, limit, drawing))).toEqual(rows(thin(whole, limit, drawing)));
      }),
    );
  },
);

test("of a long curve a few segments for each stretch are read", () => {
  const parts = Array.from({ length: 2000 }, (_, part) =>
    columns(
      Array.from({ length: 100 }, (__, i) => {
        const step = part * 100 + i;
        return { step, at: step, value: Math.sin(step) };
      }),
    ),
  );
  expect(outline(inSegments(parts), 320).length).toBeLessThanOrEqual(80 * 5);
});

test("counting groups that may share points, and no others, counts every point once", () => {
  const parts = fc.array(anyPoints, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(parts, (all) => {
      const ordered = all.map((each) => inOrder(columns(each)));
      const groups = groupDoubtful(inSegments(ordered));
      const counts = groups.map((group) =>
        isSure(group)
          ? (group[0]?.n ?? 0)
          : inOrder(joined(group.map(({ id }) => ordered[Number(id)] ?? joined([])))).steps.length,
      );
      expect(counts.reduce((a, b) => a + b)).toBe(plainly(all.flat()).length);
    }),
  );
});
