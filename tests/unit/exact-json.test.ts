import * as fc from "fast-check";
import { expect, test } from "vitest";

import { exactJson, parseExact } from "@/lib/exact-json";
import { int64Of, isInt64, joinInt64, readInt64, splitInt64 } from "@/lib/int64";

const anyInt64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

test("whole numbers of 64 bits keep their digits on the way in and out", () => {
  fc.assert(
    fc.property(anyInt64, (whole) => {
      const text = `{"a":${whole},"b":[${whole},1.5],"c":"${whole}"}`;
      const read = parseExact(text);
      const exact = int64Of(whole);
      expect(read).toEqual({ a: exact, b: [exact, 1.5], c: String(whole) });
      expect(exactJson(read)).toBe(text);
    }),
  );
});

test("any other JSON is read and written as ever", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (value, key) => {
      const text = JSON.stringify({ [key]: value, long: 2 ** 60, e: 1e300 });
      expect(JSON.parse(exactJson(parseExact(text)))).toEqual(JSON.parse(text));
    }),
  );
  for (const text of ["{", '{"a":01234567890123456}', '{"a":1234567890123456789x}'])
    expect(() => parseExact(text)).toThrow(SyntaxError);
  const strings = String.raw`{"a":"1234567890123456789","b":"\"1234567890123456789,","c":-1.2345678901234567e3}`;
  expect(parseExact(strings)).toEqual(JSON.parse(strings));
  expect(parseExact(`{"a":${"9".repeat(400)}}`)).toEqual({ a: Infinity });
});

test("a whole number is a number where that is exact, and else a bigint; beyond 64 bits it is none", () => {
  fc.assert(
    fc.property(anyInt64, (whole) => {
      const value = int64Of(whole);
      expect(typeof value === "number").toBe(Number.isSafeInteger(Number(whole)));
      expect(BigInt(value)).toBe(whole);
      expect(isInt64(value)).toBe(true);
      expect([readInt64(String(whole)), joinInt64(...splitInt64(value))]).toEqual([value, value]);
    }),
  );
  for (const none of [
    2n ** 63n,
    "9223372036854775808",
    "1.5",
    "",
    1.5,
    2 ** 53,
    null,
    "9".repeat(40),
  ])
    expect(readInt64(none)).toBeUndefined();
});
