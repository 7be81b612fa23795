import { expect, test } from "vitest";

import { RelativeTime } from "@/components/blocks/relative-time";
import { auditFilter } from "@/lib/audit/inputs";
import { moment, momentFault, writtenMoment } from "@/lib/calendar";
import { formatDate, formatDateTime, isoMoment, relativeTime } from "@/lib/format";

const beyond = [
  9_007_199_254_740_991, -9_007_199_254_740_991, 9_000_000_000_000_000, 8_640_000_000_000_001,
  253_402_300_800_000, -62_135_596_800_001,
];

test.each(beyond)("%d is no moment, and the fault names the unit", (value) => {
  expect(moment.safeParse(value).success).toBe(false);
  expect(momentFault(value)).toContain("Unix milliseconds");
});

test.each([
  [1_795_642_803_473_157, "microseconds"],
  [1_795_642_803_473_157_000, "nanoseconds"],
])("%d looks like another unit, which is named", (value, unit) => {
  expect(momentFault(value)).toContain(`this looks like ${unit}`);
});

test.each([0, 1, -1, 1_700_000_000_000, 253_402_300_799_999, -62_135_596_800_000])(
  "%d is a moment",
  (value) => {
    expect(moment.parse(value)).toBe(value);
    expect(isoMoment(value)).not.toBeNull();
  },
);

test.each([9_007_199_254_740_991, -9_007_199_254_740_991, Number.NaN, "never"])(
  "what was stored beyond the calendar is a dash on pages: %s",
  (at) => {
    expect(isoMoment(at)).toBeNull();
    expect([formatDate(at), formatDateTime(at), relativeTime(at), RelativeTime({ at })]).toEqual([
      "–",
      "–",
      "–",
      "–",
    ]);
  },
);

test.each([
  "0000-01-01",
  "+275760-09-13T00:00:00Z",
  "never",
  "",
  true,
  null,
  {},
  8.64e15,
  Number.NaN,
])("%j is no written moment", (written) => {
  expect(writtenMoment.safeParse(written).success).toBe(false);
});

test("the audit log is asked from and to moments of the calendar", () => {
  for (const from of ["0000-01-01", "0000-01-01T00:00:00Z", "2026-02-30", "yesterday"])
    expect(auditFilter.safeParse({ from }).success).toBe(false);
  for (const from of ["0001-01-02", "2026-02-28", "2026-11-23T09:00:00+02:00", "9999-12-31"])
    expect(auditFilter.safeParse({ from }).success).toBe(true);
});
