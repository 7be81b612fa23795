import * as fc from "fast-check";
import { expect, test } from "vitest";

import { movingAverage } from "@/lib/stats/moving-average";

/** The definition read literally: weights wᵏ on the value k places back, over their sum. */
function plainly(values: readonly number[], weight: number): number[] {
  return values.map((value, n) => {
    if (!Number.isFinite(value)) return value;
    const known = values
      .slice(0, n + 1)
      .filter(Number.isFinite)
      .toReversed();
    const weights = known.map((_, back) => weight ** back);
    const sum = known.reduce((all, each, back) => all + each * (weights[back] ?? 0), 0);
    return sum / weights.reduce((all, each) => all + each, 0);
  });
}

test("is the mean of all values so far with weights that fade", () => {
  const value = fc.oneof(
    { weight: 9, arbitrary: fc.double({ min: -1e3, max: 1e3, noNaN: true }) },
    fc.constantFrom(Number.NaN, Infinity, -Infinity),
  );
  fc.assert(
    fc.property(
      fc.array(value, { maxLength: 200 }),
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      (values, weight) => {
        const expected = plainly(values, weight);
        for (const [at, each] of movingAverage(Float64Array.from(values), weight).entries()) {
          const wanted = expected[at] ?? 0;
          if (Number.isFinite(wanted)) expect(each).toBeCloseTo(wanted, 6);
          else expect(each).toBe(wanted);
        }
      },
    ),
  );
});

test("of 8,000 values of 1 with every hundredth 101 stays near their mean of 2", () => {
  const values = Float64Array.from({ length: 8000 }, (_, at) => (at % 100 === 99 ? 101 : 1));
  const smoothed = movingAverage(values, 0.99).slice(1000);
  expect(smoothed.reduce((sum, value) => sum + value) / smoothed.length).toBeCloseTo(2, 2);
  expect([Math.min(...smoothed), Math.max(...smoothed)].map((value) => value.toFixed(1))).toEqual([
    "1.6",
    "2.6",
  ]);
});

test("a constant stays itself from the first value on, and without weight nothing changes", () => {
  for (const value of movingAverage(new Float64Array(50).fill(5), 0.9))
    expect(value).toBeCloseTo(5, 12);
  expect([...movingAverage(Float64Array.of(1, 9, 2), 0)]).toEqual([1, 9, 2]);
});
