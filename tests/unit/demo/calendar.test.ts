import { assert, date, integer, property, record } from "fast-check";
import { expect, test } from "vitest";

import { calendar, workingDays, type When } from "@/scripts/demo/calendar";

const day = 86_400_000;
const loads = date({
  min: new Date("2026-01-01T00:00:00Z"),
  max: new Date("2029-12-31T23:59:59Z"),
  noInvalidDate: true,
});
const times = record({
  before: integer({ min: 1, max: workingDays }),
  hour: integer({ min: 8, max: 17 }),
  minute: integer({ min: 0, max: 59 }),
});
const when = ({ before, hour, minute }: { before: number; hour: number; minute: number }): When => [
  before,
  `${hour}:${minute}`,
];

test("every moment lies on a working day of the last ninety-two days, before the load", () => {
  assert(
    property(loads, times, (now, time) => {
      const at = calendar(now).at(when(time));
      expect([1, 2, 3, 4, 5]).toContain(at.getUTCDay());
      expect(at.getUTCHours()).toBe(time.hour);
      expect(at.getTime()).toBeLessThan(now.getTime());
      expect(now.getTime() - at.getTime()).toBeLessThan(93 * day);
    }),
  );
});

const last = (now: string) => calendar(new Date(now)).at([1, "16:00"]).toISOString().slice(0, 10);

test("the last working day is yesterday, or the Friday before a weekend", () => {
  expect(last("2026-11-26T00:10:00Z")).toBe("2026-11-25");
  expect(last("2026-11-28T12:00:00Z")).toBe("2026-11-27");
  expect(last("2026-11-29T12:00:00Z")).toBe("2026-11-27");
  expect(last("2026-11-30T12:00:00Z")).toBe("2026-11-27");
});

test("a load taken up again later keeps its dates", () => {
  assert(
    property(loads, times, integer({ min: 0, max: 30 }), (now, time, days) => {
      const begun = calendar(now);
      const key = begun.at([workingDays, "10:05"]);
      const again = calendar(new Date(now.getTime() + days * day), key);
      expect(again.at(when(time))).toEqual(begun.at(when(time)));
    }),
  );
});
