import { expect, test } from "vitest";

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
