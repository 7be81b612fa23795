import { expect, test } from "vitest";

import { previewKind, previewOf } from "@/lib/artifacts/preview";
import {
  datasetColumns,
  datasetProfile,
  datasetSource,
} from "@/lib/experiments/runs/dataset-schema";

test("columns are read from tables and from arrays", () => {
  expect(
    datasetColumns('{"mlflow_colspec":[{"type":"double","name":"income","required":true}]}'),
  ).toEqual([{ name: "income", type: "double", required: true, target: false }]);
  expect(
    datasetColumns(
      '{"mlflow_tensorspec":{"features":"[{\\"type\\":\\"tensor\\",\\"tensor-spec\\":{\\"dtype\\":\\"float64\\",\\"shape\\":[-1,4]}}]","targets":null}}',
    ),
  ).toEqual([{ name: "(unnamed)", type: "float64 [-1,4]", required: true, target: false }]);
});

test.each([null, "", "not json", "[]", "null", '{"mlflow_colspec":3}', "7"])(
  "a schema of another kind yields no columns: %j",
  (schema) => {
    expect(datasetColumns(schema)).toEqual([]);
    expect(datasetProfile(schema === '{"mlflow_colspec":3}' ? null : schema)).toEqual([]);
  },
);

const odd = '{"toString":"x","valueOf":"y","join":1}';
const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;

test.each([
  ["a dtype that is no text", `{"tensor-spec":{"dtype":${odd},"shape":[1]}}`],
  ["a shape that is no list", `{"tensor-spec":{"dtype":"f4","shape":${odd}}}`],
  ["a name of names", `{"name":[${odd},"a",["b"]],"type":"double"}`],
])("a column with %s is shown, not fallen over", (_, column) => {
  const columns = datasetColumns(`{"mlflow_colspec":[{"name":"good","type":"long"},${column}]}`);
  expect(columns).toHaveLength(2);
  expect(columns[0]).toEqual({ name: "good", type: "long", required: true, target: false });
});

test("a schema that nests without end has no columns", () => {
  expect(datasetColumns(`{"mlflow_colspec":[{"name":${deep},"type":"double"}]}`)).toEqual([]);
  expect(previewOf("json", deep, false)).toMatchObject({ kind: "json", text: deep });
});

test("a source is told by its address, else by the script that made it", () => {
  expect(datasetSource("http", '{"url":"https://data.example/a.csv"}')).toBe(
    "https://data.example/a.csv",
  );
  expect(datasetSource("code", '{"tags":{"mlflow.source.name":"train.py"}}')).toBe(
    "Made in code by train.py",
  );
  expect(datasetSource("", "")).toBe("No source given");
});

test("a preview never shows bytes as text, and keeps JSON that no parser takes as it is", () => {
  expect(previewKind("model/MLmodel")).toBe("text");
  expect(previewKind("weights.bin")).toBe("other");
  expect(previewOf("text", "a\u0000b", false).kind).toBe("other");
  expect(previewOf("json", '{"a":NaN}', false)).toMatchObject({ text: '{"a":NaN}' });
  expect(previewOf("json", '{"a":1}', false)).toMatchObject({ text: '{\n  "a": 1\n}' });
});

test("a table that was cut does not end in half a row", () => {
  expect(previewOf("csv", "a,b\n1,2\n3,", true)).toEqual({
    kind: "csv",
    header: ["a", "b"],
    rows: [["1", "2"]],
    truncated: true,
  });
});
