import { expect, test } from "vitest";

import { excerptOf, mostRows } from "@/lib/excerpt";

const rows = Array.from({ length: 1000 }, (_, n) => `Metric ${n}`);
const named = (row: string) => row;

test("a page shows so many rows of a list and says how many there are", () => {
  expect(excerptOf(rows, named)).toMatchObject({ found: 1000, total: 1000, find: "" });
  expect(excerptOf(rows, named).rows).toEqual(rows.slice(0, mostRows));
  expect(excerptOf(rows.slice(0, 3), named).rows).toHaveLength(3);
});

test("every other row is found by its name, in whatever case", () => {
  for (const row of [rows[0], rows[500], rows[999]])
    expect(excerptOf(rows, named, { find: ` ${row?.toUpperCase()} ` }).rows).toContain(row);
  expect(excerptOf(rows, named, { find: "metric 99", most: 5 })).toEqual({
    rows: ["Metric 99", "Metric 990", "Metric 991", "Metric 992", "Metric 993"],
    found: 11,
    total: 1000,
    find: "metric 99",
  });
  expect(excerptOf(rows, named, { find: "none" }).rows).toEqual([]);
});
