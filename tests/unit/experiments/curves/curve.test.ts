import * as fc from "fast-check";
import { expect, test } from "vitest";

import { along, thin } from "@/lib/experiments/curves/curve";
import { columns } from "@/tests/support/curves";

const curve = fc
  .array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 3000 })
  .map((values) => columns(values.map((value, step) => ({ step, at: 1000 + step, value }))));

test("thinning keeps the first, the last, the lowest and the highest point of every curve", () => {
  fc.assert(
    fc.property(curve, fc.integer({ min: 8, max: 400 }), (points, limit) => {
      const { steps, values } = thin(points, limit);
      expect(steps[0]).toBe(points.steps[0]);
      expect(steps.at(-1)).toBe(points.steps.at(-1));
      expect(Math.max(...values)).toBe(Math.max(...points.values));
      expect(Math.min(...values)).toBe(Math.min(...points.values));
    }),
  );
});

test("thinning never exceeds the limit for finite curves and keeps the order", () => {
  fc.assert(
    fc.property(curve, fc.integer({ min: 8, max: 400 }), (points, limit) => {
      const { steps } = thin(points, limit);
      expect(steps.length).toBeLessThanOrEqual(limit);
      expect(steps).toEqual(steps.toSorted());
    }),
  );
});

test("a spike of one point among 100,000 survives", () => {
  const points = Array.from({ length: 100_000 }, (_, step) => ({
    step,
    at: step,
    value: step === 54_321 ? 99 : Math.sin(step / 1000),
  }));
  expect(thin(columns(points), 320).values).toContain(99);
});

test("a value that is not a number survives thinning", () => {
  const points = Array.from({ length: 5000 }, (_, step) => ({
    step,
    at: step,
    value: step === 2500 ? Number.NaN : 1,
  }));
  expect(thin(columns(points), 100).values.filter(Number.isNaN)).toHaveLength(1);
});

test("of values that are no numbers each stretch keeps its first, so that a gap begins where it began", () => {
  const points = Array.from({ length: 8000 }, (_, step) => ({
    step,
    at: step,
    value: step >= 1234 && step < 1250 ? Number.NaN : step >= 6000 ? Infinity : 1,
  }));
  const { steps, values } = thin(columns(points), 80);
  const odd = [...steps].filter((_, place) => !Number.isFinite(values[place]));
  expect(odd.filter((step) => step < 6000)).toEqual([1234]);
  expect(odd).toContain(6000);
  expect(odd.length).toBeLessThanOrEqual(2 + 2 * 5);
});

test("points that all share one step are thinned too", () => {
  const points = Array.from({ length: 1000 }, (_, at) => ({ step: 0, at, value: at % 17 }));
  expect(thin(columns(points), 80).steps.length).toBeLessThanOrEqual(80);
});

test("each axis reads its own field", () => {
  const point = { step: 7, at: 61_000, value: 0 };
  expect(along("step", point, 1000)).toBe(7);
  expect(along("elapsed", point, 1000)).toBe(60_000);
  expect(along("time", point, 1000)).toBe(61_000);
});
