import * as fc from "fast-check";
import { expect, test } from "vitest";

import { readableName, shownName } from "@/lib/readable-name";
import { CreateModel, RenameModel } from "@/lib/registry/inputs";

const twins = [
  "trail ",
  " trail",
  "trail\u00a0",
  "\u2003trail",
  "trail\u200b",
  "tra\u200bil",
  "\ufefftrail",
  "trail\u2060",
  "trail\u202e",
  "trail\u200d",
  "trail\u2800",
  "trail\u3164",
];

test.each(twins)("%j is read as trail", (name) => {
  expect(readableName(name)).toBe("trail");
  expect(CreateModel.parse({ name }).name).toBe("trail");
  expect(RenameModel.parse({ name: "x", newName: name }).newName).toBe("trail");
});

test.each([
  ["cafe\u0301", "café"],
  ["a  b", "a b"],
  ["a \u00a0 b", "a b"],
  ["❤️", "❤️"],
  ["👩‍🔬 lab", "👩‍🔬 lab"],
  ["می‌خواهم", "می‌خواهم"],
  ["冠军", "冠军"],
])("%j is kept as %j", (name, read) => {
  expect(readableName(name)).toBe(read);
});

test.each(["", " ", "   ", "\u00a0", "\u200b\u200d", "\u2800", "\u3164", "\ufe0f", "\u2066\u2069"])(
  "%j cannot be seen: no model has it, and what once had it is shown by its id",
  (name) => {
    expect(readableName(name)).toBe("");
    expect(CreateModel.safeParse({ name }).success).toBe(false);
    expect(shownName(name, "Run 0123")).toBe("Run 0123");
  },
);

test.each([".", "..", " ..", ".\u200b", "..\u00a0"])("no model is called %j", (name) => {
  expect(CreateModel.safeParse({ name }).success).toBe(false);
  expect(RenameModel.safeParse({ name: "x", newName: name }).success).toBe(false);
});

test("a name that was read once is read the same again", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (name) => {
      const read = readableName(name);
      expect(readableName(read)).toBe(read);
    }),
    { numRuns: 1000 },
  );
});

test.each(Object.getOwnPropertyNames(Object.prototype))("a model keeps a tag called %s", (key) => {
  const { tags } = CreateModel.parse({ name: "m", tags: JSON.parse(`{"${key}":"x"}`) });
  expect(Object.entries(tags ?? {})).toEqual([[key, "x"]]);
  expect(CreateModel.safeParse({ name: "m", tags: [["a", "b"]] }).success).toBe(false);
});
