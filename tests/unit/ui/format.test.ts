import * as fc from "fast-check";
import { expect, test } from "vitest";

import {
  formatBytes,
  formatDate,
  formatDateTime,
  formatDuration,
  formatInteger,
  formatNumber,
  formatPercent,
  formatSigned,
  plural,
  relativeTime,
  shortId,
  tellingApart,
  wholeNumber,
} from "@/lib/format";

/** The unit never parts from its number, so the space between them does not break. */
const plain = (text: string) => text.replaceAll("\u00A0", " ");

test.each([
  [0.873_12, "0.8731"],
  [0, "0"],
  [12_345, "12,345"],
  [12_345.678, "12,346"],
  [1.2e-7, "1.2e-7"],
  [-0.0042, "−0.0042"],
  [3.5e20, "3.5e20"],
  [Number.NaN, "NaN"],
  [Number.NEGATIVE_INFINITY, "−∞"],
  ["NaN", "NaN"],
  ["-Infinity", "−∞"],
  [null, "–"],
  [undefined, "–"],
])("a number is written to four digits: %s", (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test.each([
  [0, "0 ms"],
  [640.4, "640 ms"],
  [4000, "4.0 s"],
  [59_400, "59 s"],
  [59_700, "1 m 00 s"],
  [125_000, "2 m 05 s"],
  [3_600_000, "1 h 00 m"],
  [93_600_000, "1 d 02 h"],
  [-5, "–"],
  [null, "–"],
])("a duration is written in its two greatest units: %s", (value, text) => {
  expect(plain(formatDuration(value))).toBe(text);
});

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.0 kB"],
  [1_450_000, "1.4 MB"],
  [250_000_000, "250 MB"],
  [2_000_000_000_000_000, "2000 TB"],
])("bytes are written in decimal units: %s", (value, text) => {
  expect(plain(formatBytes(value))).toBe(text);
});

test.each([
  ["2026-11-23T11:59:30Z", "just now"],
  ["2026-11-23T11:55:00Z", "5 min ago"],
  ["2026-11-23T09:00:00Z", "3 h ago"],
  ["2026-11-20T12:00:00Z", "3 d ago"],
  ["2026-11-25T12:00:00Z", "in 2 d"],
  ["2026-10-01T12:00:00Z", "1 Oct 2026"],
])("a moment is told from now: %s", (at, text) => {
  expect(plain(relativeTime(at, "2026-11-23T12:00:00Z"))).toBe(text);
});

test("moments are UTC wherever the server stands", () => {
  expect(formatDate("2026-11-23T23:59:00Z")).toBe("23 Nov 2026");
  expect(plain(formatDateTime("2026-11-23T23:59:00Z"))).toBe("23 Nov 2026, 23:59 UTC");
  expect(formatDate("never")).toBe("–");
});

test("counts, shares and differences", () => {
  expect(formatInteger(1_204_118)).toBe("1,204,118");
  expect(plain(formatPercent(0.0834))).toBe("8.3 %");
  expect(formatSigned(0.0042)).toBe("+0.0042");
  expect(formatSigned(-0.5)).toBe("−0.5");
  expect(plural(1, "run")).toBe("1 run");
  expect(plural(1200, "run")).toBe("1,200 runs");
  expect(plural(2, "policy", "policies")).toBe("2 policies");
  expect(shortId("0123456789")).toBe("01234567");
});

test.each([
  [0.999_96, "0.99996"],
  [-0.999_999_99, "−0.99999999"],
  [1.000_04, "1.00004"],
  [1 - 2 ** -53, "0.9999999999999999"],
  [99.9996, "99.9996"],
  [1, "1"],
  [100, "100"],
])("a number short of a whole is not written as the whole: %s", (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test("a share short of all or of nothing is not written as all or nothing", () => {
  expect([0.999_96, 1, 0, 0.000_01].map((ratio) => plain(formatPercent(ratio)))).toEqual([
    "99.996 %",
    "100.0 %",
    "0.0 %",
    "0.001 %",
  ]);
});

test.each([
  [
    [0.999_96, 0.999_98],
    ["0.99996", "0.99998"],
  ],
  [
    [10_234.1, 10_234.4],
    ["10,234.1", "10,234.4"],
  ],
  [
    [0.8, 0.799_996],
    ["0.8", "0.799996"],
  ],
  [
    [0.1 + 0.2, 0.3],
    ["0.30000000000000004", "0.3"],
  ],
  [
    [1.000_01e-7, 1.000_02e-7],
    ["1.00001e-7", "1.00002e-7"],
  ],
  [
    [2 ** 53, 2 ** 53 - 1],
    ["9.007199254740992e15", "9.007199254740991e15"],
  ],
  // what nothing looks like stays short, and what is missing or no number stays itself
  [
    [0.5, 0.123_456, 0.5, Number.NaN, null],
    ["0.5", "0.1235", "0.5", "NaN", "–"],
  ],
])("%j are told apart", (values, texts) => {
  expect(values.map(tellingApart(values))).toEqual(texts);
});

test("different numbers have different texts, in their order", () => {
  const near = fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat(40));
  const numbers = fc.array(near, { maxLength: 20 }).map((pairs) =>
    // a number and one a few steps beside it
    pairs.flatMap(([value, steps]) => [value, value * (1 + steps * Number.EPSILON)]),
  );
  fc.assert(
    fc.property(numbers, fc.integer({ min: 1, max: 6 }), (values, digits) => {
      const write = tellingApart(values, digits);
      const sorted = [...new Set(values.filter(Number.isFinite).map((value) => value + 0))];
      const read = sorted
        .toSorted((a, b) => a - b)
        .map((value) => Number(write(value).replaceAll(",", "").replace("−", "-")));
      for (const [at, value] of read.slice(1).entries())
        expect(value).toBeGreaterThan(read[at] ?? Number.NaN);
    }),
  );
});

test("the whole number has every digit", () => {
  expect([0.1 + 0.2, -1e21, 12_345.678].map(wholeNumber)).toEqual([
    "0.30000000000000004",
    "−1e21",
    "12345.678",
  ]);
});
