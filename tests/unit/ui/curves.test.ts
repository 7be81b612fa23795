import { expect, test } from "vitest";

import { drawn, mergeRows, thin, type Point } from "@/components/charts/curves";
import { leftOut } from "@/components/charts/left-out";

const at = (values: readonly (number | null)[]): Point[] => values.map((y, x) => ({ x, y }));
const shown = (points: readonly Point[], log = false) => drawn(points, log).map(({ y }) => y);
const dots = (points: readonly Point[], log = false) =>
  drawn(points, log).flatMap(({ dot }, place) => (dot ? [place] : []));

test("what has no place is a gap", () => {
  expect(shown(at([1, null, 3]))).toEqual([1, null, 3]);
  expect(shown(at([0, 1, -2, 3]), true)).toEqual([null, 1, null, 3]);
  expect(shown(at([-120, -81]), true)).toEqual([null, null]);
});

test("a point that no line leads to has a dot", () => {
  expect(dots(at([1, null, 3, 4]))).toEqual([0]);
  expect(dots(at([0, 1, 0, 1]), true)).toEqual([1, 3]);
  expect(dots(at([5]))).toEqual([0]);
});

test("points that share a place are all drawn, with a dot each", () => {
  const points = [0, 0, 0, 1].map((x, y) => ({ x, y }));
  expect(shown(points)).toEqual([0, 1, 2, 3]);
  expect(dots(points)).toEqual([0, 1, 2]);
});

test("curves share one table; every value of a place is in it", () => {
  const series = [
    {
      key: "a",
      label: "a",
      points: [
        { x: 0, y: 0 },
        { x: 2, y: 4 },
        { x: 2, y: 5 },
      ],
    },
    {
      key: "b",
      label: "b",
      points: [
        { x: 1, y: 3 },
        { x: 2, y: 7 },
      ],
    },
  ];
  expect(mergeRows(series)).toEqual([
    { x: 0, s0: 0 },
    { x: 1, s1: 3 },
    { x: 2, s0: 4, s1: 7 },
    { x: 2, s0: 5 },
  ]);
});

test("what is left out is counted, with the reason", () => {
  expect(leftOut({ notFinite: 0, notPositive: 0 })).toEqual([]);
  expect(leftOut({ notFinite: 1, notPositive: 1200 })).toEqual([
    "1 value is not a finite number and left out as gaps",
    "1,200 values are zero or below and left out: a logarithm has no place for them",
  ]);
});

test("thinning keeps the first and the last", () => {
  const thinned = thin(
    Array.from({ length: 1000 }, (_, place) => place),
    50,
  );
  expect(thinned).toHaveLength(50);
  expect([thinned[0], thinned.at(-1)]).toEqual([0, 999]);
});
