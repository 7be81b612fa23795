import * as fc from "fast-check";
import { expect, test } from "vitest";

import { countCharacters, firstCharacters, isLonger, textUpTo } from "@/lib/characters";

test("characters are counted and cut as Python's clients count them", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.nat(20), (text, limit) => {
      const characters = Array.from(text);
      expect(countCharacters(text)).toBe(characters.length);
      expect(firstCharacters(text, limit)).toBe(characters.slice(0, limit).join(""));
      expect(isLonger(text, limit)).toBe(characters.length > limit);
    }),
  );
});

test("a text of emoji is as long as it looks, and one more is refused by the field's name", () => {
  const schema = textUpTo(5, "value");
  expect(schema.safeParse("😀".repeat(5)).success).toBe(true);
  expect(schema.safeParse("😀".repeat(6)).error?.issues[0]?.message).toBe(
    "'value' exceeds the maximum length of 5 characters",
  );
});
