import * as fc from "fast-check";
import { expect, test } from "vitest";

import { Refusal } from "@/lib/errors";
import { decodeCursor, encodeCursor, readCursor } from "@/lib/paging";

const value = fc.oneof(fc.string({ unit: "grapheme" }), fc.integer(), fc.constant(null));

test("a place and its direction survive the cursor, in letters an address may hold", () => {
  fc.assert(
    fc.property(fc.array(value), fc.boolean(), (place, backwards) => {
      const cursor = encodeCursor(place, backwards);
      expect(cursor).toMatch(/^[\w-]*$/);
      expect(readCursor(cursor)).toEqual({ place, backwards });
    }),
  );
});

test("any other text is no cursor", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readCursor(text)).toBeNull();
    }),
  );
  expect(() => decodeCursor("nonsense", 1)).toThrow(Refusal);
  expect(() => decodeCursor(encodeCursor([1]), 2)).toThrow("not valid");
  expect(readCursor(Buffer.from('{"before":[{}]}').toString("base64url"))).toBeNull();
});
