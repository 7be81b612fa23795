import { expect, test } from "vitest";

import { mergeRows, smooth, thin } from "@/components/charts/curves";

const points = [1, 2, 3].map((y, x) => ({ x, y }));

test("smoothing a constant changes nothing: the start has no bias", () => {
  const flat = [0, 1, 2, 3].map((x) => ({ x, y: 5 }));
  for (const { y } of smooth(flat, 0.9)) expect(y).toBeCloseTo(5, 12);
});

test("smoothing follows s(n) / (1 − wⁿ)", () => {
  expect(smooth(points, 0.5).map(({ y }) => y)).toEqual([1, 5 / 3, 17 / 7]);
});

test("a gap stays a gap and does not count", () => {
  const gap = [
    { x: 0, y: 2 },
    { x: 1, y: null },
    { x: 2, y: 2 },
  ];
  expect(smooth(gap, 0.6).map(({ y }) => y)).toEqual([2, null, 2]);
});

test("curves share one axis; zero has no place on a logarithm", () => {
  const series = [
    {
      key: "a",
      label: "a",
      points: [
        { x: 0, y: 0 },
        { x: 2, y: 4 },
      ],
    },
    { key: "b", label: "b", points: [{ x: 1, y: 3 }] },
  ];
  expect(mergeRows(series, { weight: 0, log: true })).toEqual([
    { x: 0, s0: null },
    { x: 1, s1: 3 },
    { x: 2, s0: 4 },
  ]);
});

test("thinning keeps the first and the last", () => {
  const thinned = thin(
    Array.from({ length: 1000 }, (_, at) => at),
    50,
  );
  expect(thinned).toHaveLength(50);
  expect([thinned[0], thinned.at(-1)]).toEqual([0, 999]);
});
