import { describe, expect, test } from "vitest";

import { parseModelFile } from "@/lib/registry/signature";

const mlmodel = `
flavors:
  python_function: {loader_module: mlflow.sklearn}
  sklearn: {sklearn_version: 1.9.1}
mlflow_version: 3.6.0
signature:
  inputs: '[{"type": "double", "name": "a", "required": true}, {"type": "long", "name": "b", "required": false}]'
  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1]}}]'
  params: null
`;

test("reads columns, tensors and flavours", () => {
  expect(parseModelFile(mlmodel)).toEqual({
    flavors: ["python_function", "sklearn"],
    mlflowVersion: "3.6.0",
    signature: {
      inputs: [
        { name: "a", type: "double", required: true },
        { name: "b", type: "long", required: false },
      ],
      outputs: [{ name: null, type: "tensor int64 [-1]", required: true }],
      params: [],
    },
  });
});

test("a model without a signature has none", () => {
  expect(parseModelFile("flavors: {}\n")?.signature).toBeNull();
});

test("what is not a model file is not one", () => {
  expect(parseModelFile("{{{")).toBeNull();
  expect(parseModelFile("just text")).toBeNull();
});

test("a file of nested aliases is refused, not expanded", () => {
  const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"];
  for (let at = 1; at < 12; at++)
    lines.push(`a${at}: &a${at} [${Array.from({ length: 9 }, () => `*a${at - 1}`).join(", ")}]`);
  expect(parseModelFile(lines.join("\n"))).toBeNull();
});

describe("a file that would keep the parser busy is left before it is parsed", () => {
  const size = 60_000;
  const of = (part: string) => part.repeat(Math.floor(size / part.length));
  test.each([
    ["many keys", Array.from({ length: 8000 }, (_, n) => `k${n}: 1`).join("\n")],
    ["one key again and again", of("a: 1\n")],
    ["opening brackets", of("[")],
    ["closing brackets", of("]")],
    ["lists in lists", of("- ")],
    ["keys in keys", of("? ")],
    ["colons", of(": ")],
    ["anchors", of("&a ")],
    ["tags", of("!!str ")],
    ["a flow map", `{${of("a,")}}`],
    ["directives", of("%\n")],
    ["documents", of("---\n")],
    ["a text longer than any", `flavors: "${"a".repeat(70_000)}"`],
  ])("%s", (_, text) => {
    expect(parseModelFile(text)).toBeNull();
  });
});

test("a signature of many columns is read whole", () => {
  const columns = Array.from({ length: 700 }, (_, n) => ({ name: `c${n}`, type: "double" }));
  const file = `flavors:\n  sklearn: {}\nsignature:\n  inputs: '${JSON.stringify(columns)}'\n`;
  expect(parseModelFile(file)?.signature?.inputs).toHaveLength(700);
});
