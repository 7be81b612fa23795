import * as fc from "fast-check";
import { expect, test } from "vitest";

import { clip, listOf, sampleSteps, type StepLine } from "@/lib/experiments/curves/step-sample";

const line = fc
  .record({
    first: fc.integer({ min: -50, max: 50 }),
    stride: fc.integer({ min: 1, max: 6 }),
    more: fc.integer({ min: 0, max: 40 }),
  })
  .map(({ first, stride, more }): StepLine => ({ first, stride, last: first + stride * more }));
const list = fc
  .array(fc.integer({ min: -60, max: 120 }), { minLength: 1, maxLength: 40 })
  .map((steps) => listOf(Float64Array.from(steps)));

const written = (steps: StepLine | Float64Array): number[] =>
  steps instanceof Float64Array
    ? [...steps]
    : Array.from(
        { length: (steps.last - steps.first) / steps.stride + 1 },
        (_, i) => steps.first + i * steps.stride,
      );

test("the sample is what sorting all steps and picking evenly gives", () => {
  const logged = fc.array(fc.oneof(line, list), { maxLength: 12 });
  fc.assert(
    fc.property(logged, fc.integer({ min: 1, max: 300 }), (parts, limit) => {
      const all = [...new Set(parts.flatMap(written))].toSorted((a, b) => a - b);
      const places = Array.from({ length: limit }, (_, i) => Math.floor(i * (all.length / limit)));
      const expected = all.length <= limit ? all : places.map((place) => all[place]);
      expect(sampleSteps(parts, limit)).toEqual(expected);
    }),
  );
});

test("a line is clipped to the steps between the bounds", () => {
  const bound = fc.integer({ min: -80, max: 320 });
  fc.assert(
    fc.property(line, bound, bound, (steps, a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      expect(clip(steps, from, to).flatMap(written)).toEqual(
        written(steps).filter((step) => step >= from && step <= to),
      );
    }),
  );
});

test("a hundred runs of a million steps are counted, not written out", () => {
  const runs = Array.from({ length: 100 }, (_, run) =>
    Array.from({ length: 1000 }, (__, part) => ({
      first: part * 1000,
      stride: 1,
      last: part * 1000 + 999 - (part === 999 ? run : 0),
    })),
  ).flat();
  const began = process.memoryUsage().arrayBuffers;
  const sample = sampleSteps(runs, 320);
  expect([sample[0], sample[1], sample.length]).toEqual([0, 3125, 320]);
  expect(process.memoryUsage().arrayBuffers - began).toBeLessThan(1_000_000);
});
