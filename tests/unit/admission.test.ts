import * as fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";

import { admissionFault, parsedJson } from "@/lib/admission";
import { canonicalJson } from "@/lib/audit/rules";
import { parse } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { jsonObject, queryObject, readBody } from "@/lib/transport/request";

const halves = [
  "\ud800",
  "\udfff",
  "a\ud800",
  "\udc00b",
  "\ud800\ud800",
  "\udc00\ud800",
  "🙂\ude42",
];

const codeOf = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error instanceof Refusal ? error.code : error;
  }
};

/** Somewhere in a value: as itself, a key, an item, deep down. */
const places: ((text: string) => unknown)[] = [
  (text) => ({ name: text }),
  (text) => ({ [text]: 1 }),
  (text) => ({ tags: [{ key: "a", value: text }] }),
  (text) => ({ a: { b: { c: [[[text]]] } } }),
];

test.each([...halves, "\0", "a\0b"])("%j comes in by no door and at no depth", (text) => {
  for (const place of places) {
    const value = place(text);
    expect(admissionFault(value)).toBeDefined();
    expect(parsedJson(JSON.stringify(value))).toBeUndefined();
    expect(codeOf(() => jsonObject(JSON.stringify(value)))).toBe("invalid");
    // old clients send a string that holds JSON
    expect(codeOf(() => jsonObject(JSON.stringify(JSON.stringify(value))))).toBe("invalid");
    expect(codeOf(() => parse(z.looseObject({}), value))).toBe("invalid");
  }
});

test("whatever is let in can be written out, hashed and read back as the same", () => {
  fc.assert(
    fc.property(fc.json(), fc.string({ unit: "binary" }), (json, text) => {
      const value: unknown = { json: JSON.parse(json), [text]: text };
      const fault = admissionFault(value);
      const bytes = Buffer.from(canonicalJson(value), "utf8");
      if (fault === undefined)
        expect(JSON.parse(bytes.toString("utf8"))).toEqual(JSON.parse(JSON.stringify(value)));
      const stored = Buffer.from(text, "utf8").toString("utf8");
      expect(fault === undefined).toBe(
        stored === text && !text.includes("\0") && admissionFault(JSON.parse(json)) === undefined,
      );
    }),
    { numRuns: 1000 },
  );
});

const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;

test("a value may nest as deep as anybody writes, and no deeper", () => {
  expect(codeOf(() => jsonObject(nested(100)))).toMatchObject({ a: {} });
  for (const text of [
    nested(101),
    nested(10_000),
    `{"a":${"[".repeat(500_000)}${"]".repeat(500_000)}}`,
  ])
    expect(codeOf(() => jsonObject(text))).toBe("invalid");
});

const request = (search: string) => new Request(`http://gatehouse.test/api/v1/x${search}`);

test.each([
  "?q=%ff",
  "?q=%c3",
  "?%ff=1",
  "?q=%ed%a0%80",
  "?a=1&q=%c3%28",
  "?q=%00",
  "?gh_workspace=%ff",
])("the query string %s is refused", (search) => {
  expect(codeOf(() => queryObject(request(search)))).toBe("invalid");
});

test.each([
  ["?q=100%", "100%"],
  ["?q=%zz", "%zz"],
  ["?q=caf%C3%A9+x", "café x"],
  ["?q=%F0%9F%99%82", "🙂"],
  ["?q=a&q=b", ["a", "b"]],
])("the query string %s is read", (search, q) => {
  expect(queryObject(request(search))).toEqual({ q });
});

test("a parameter may be called as anything", () => {
  const asked = queryObject(request("?__proto__=1&constructor=2&toString=3"));
  expect(Object.entries(asked)).toEqual([
    ["__proto__", "1"],
    ["constructor", "2"],
    ["toString", "3"],
  ]);
});

const body = (bytes: number[]) =>
  readBody(new Request("http://gatehouse.test/", { method: "POST", body: new Uint8Array(bytes) }));

test("a body is UTF-8 text", async () => {
  await expect(body([0x7b, 0xe9, 0x7d])).rejects.toMatchObject({ code: "invalid" });
  await expect(body([0x7b, 0xed, 0xa0, 0x80, 0x7d])).rejects.toMatchObject({ code: "invalid" });
  await expect(body([0x7b, 0xc3, 0xa9, 0x7d])).resolves.toBe("{é}");
});

test("a field at fault is named, whatever it is called", () => {
  const schema = z.record(z.string(), z.number());
  for (const name of ["constructor", "toString", "hasOwnProperty"])
    expect(codeOf(() => parse(schema, { [name]: "x" }))).toBe("invalid");
});
