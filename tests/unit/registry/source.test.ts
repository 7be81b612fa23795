import { expect, test } from "vitest";

import { isSafeSource, parseSource } from "@/lib/registry/source";

test("every kind of source is told from the others", () => {
  expect(parseSource("runs:/ab12/model")).toEqual({ kind: "run", runId: "ab12", path: "model" });
  expect(parseSource("models:/m-1f")).toEqual({ kind: "logged_model", modelId: "m-1f" });
  expect(parseSource("models:/a/b/3")).toEqual({ kind: "version", name: "a/b", version: 3 });
  expect(parseSource("models:/a@best")).toEqual({ kind: "alias", name: "a", alias: "best" });
  expect(parseSource("mlflow-artifacts:/1/x").kind).toBe("stored");
  expect(parseSource("s3://bucket/x").kind).toBe("elsewhere");
});

test.each(["/etc/passwd", "file:///etc/passwd", "model", "C:\\models\\x", "./x"])(
  "%s is local and so never a source",
  (source) => {
    expect(parseSource(source).kind).toBe("local");
  },
);

test.each([
  "mlflow-artifacts://host:9000/models/../../../",
  "s3://b/models/path/../../other",
  "mlflow-artifacts://host/..%2f..%2fx",
  "mlflow-artifacts://host/%252e%252e/x",
  "http://host/artifacts%00",
])("%s climbs or hides and is refused", (source) => {
  expect(isSafeSource(source)).toBe(false);
});

test("a plain address is safe", () => {
  expect(isSafeSource("mlflow-artifacts:/1/run/artifacts/model 100%")).toBe(true);
});
