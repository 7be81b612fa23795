import * as fc from "fast-check";
import { expect, test } from "vitest";

import { titleX, writeX } from "@/components/charts/axis";
import {
  elapsedTicks,
  logTicks,
  numberTicks,
  timeTicks,
  type Ticks,
} from "@/components/charts/ticks";

const told = ({ at, write }: Ticks) => at.map((value) => write(value).replaceAll("\u00A0", " "));
const utc = (text: string) => Date.parse(`${text}Z`);

test.each([
  [0, 0.73, ["0.0", "0.2", "0.4", "0.6", "0.8"]],
  [0.999_91, 0.999_98, ["0.99990", "0.99992", "0.99994", "0.99996", "0.99998"]],
  [-120, -81, ["−120", "−110", "−100", "−90", "−80"]],
  [10_234.1, 10_234.4, ["10,234.1", "10,234.2", "10,234.3", "10,234.4"]],
  [1e-30, 3e-30, ["1e-30", "1.5e-30", "2e-30", "2.5e-30", "3e-30"]],
  [2e-7, 6e-7, ["2e-7", "3e-7", "4e-7", "5e-7", "6e-7"]],
])("numbers from %s to %s", (low, high, texts) => {
  expect(told(numberTicks(low, high))).toEqual(texts);
});

test("steps are whole", () => {
  expect(told(numberTicks(0, 3, { whole: true }))).toEqual(["0", "1", "2", "3"]);
});

test("a logarithm has powers of ten, and more where there are few", () => {
  expect(told(logTicks(0.001, 1e6))).toEqual(["0.001", "0.1", "10", "1,000", "100,000"]);
  expect(told(logTicks(3, 120))).toEqual(["2", "5", "10", "20", "50", "100", "200"]);
  expect(told(logTicks(81, 120))).toEqual(["80", "90", "100", "110", "120"]);
  expect(told(logTicks(1, 1))).toEqual(["0.90", "0.95", "1.00", "1.05", "1.10"]);
});

test("three days have their day on every tick, and one day in the title", () => {
  const [from, to] = [utc("2026-11-24T21:48"), utc("2026-11-27T09:55")];
  expect(told(timeTicks(from, to))).toEqual(["25 Nov", "26 Nov", "27 Nov"]);
  expect(told(timeTicks(from, utc("2026-11-26T09:55")))).toEqual([
    "25 Nov, 00:00",
    "25 Nov, 12:00",
    "26 Nov, 00:00",
  ]);
  expect(titleX("time", from, to)).toBe("UTC");
  expect(told(timeTicks(utc("2026-11-24T09:00"), utc("2026-11-24T12:10")))).toEqual([
    "09:00",
    "10:00",
    "11:00",
    "12:00",
  ]);
  expect(titleX("time", utc("2026-11-24T09:00"), utc("2026-11-24T12:10"))).toBe("24 Nov 2026, UTC");
});

test.each([
  ["2026-11-24T23:59:50", "2026-11-25T00:00:10", "25 Nov, 00:00:00"],
  ["2026-10-01T00:00", "2026-10-30T00:00", "8 Oct"],
  ["2025-11-01T00:00", "2026-11-01T00:00", "1 Nov 2025"],
  ["2010-01-01T00:00", "2026-01-01T00:00", "1 Jan 2010"],
])("a stretch of time from %s to %s", (from, to, text) => {
  expect(told(timeTicks(utc(from), utc(to)))).toContain(text);
});

test("time before the start has a sign, and moments differ to the millisecond", () => {
  const late = 24 * 3_600_000;
  expect(told(elapsedTicks(late, late + 29 * 60_000))).toEqual(["1 d", "1 d 10 m", "1 d 20 m"]);
  expect(told(elapsedTicks(-60_000, 60_000))).toEqual(["−1 m", "−30 s", "0", "30 s", "1 m"]);
  const [a, b] = [utc("2026-11-24T21:48:05.250"), utc("2026-11-24T21:48:05.251")];
  expect(writeX("time", a)).not.toBe(writeX("time", b));
});

test("no two ticks are written alike, and there are few, on any stretch", () => {
  const number = fc.oneof(
    fc.double({ min: -1e12, max: 1e12, noNaN: true }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
  );
  fc.assert(
    fc.property(number, number, (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const ticks = [numberTicks(low, high), numberTicks(low, high, { whole: true })];
      if (high > low + 1 && high - low < 1e15)
        ticks.push(timeTicks(low, high), elapsedTicks(low, high));
      if (low > 0) ticks.push(logTicks(low, high));
      for (const { at, write, domain } of ticks) {
        expect([domain[0] <= low, domain[1] >= high]).toEqual([true, true]);
        expect(at.length).toBeGreaterThan(0);
        expect(at.length).toBeLessThanOrEqual(13);
        expect(new Set(at.map(write)).size).toBe(at.length);
      }
    }),
  );
});
