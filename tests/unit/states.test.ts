import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import * as auth from "@/lib/auth/rules";
import { mlflowTags } from "@/lib/experiments/mlflow-tags";
import * as experiments from "@/lib/experiments/rules";
import * as gates from "@/lib/gates/rules";
import * as registry from "@/lib/registry/rules";

const sources = new Map(
  ["app", "components", "drizzle/schema", "lib"]
    .flatMap((root) =>
      readdirSync(root, { recursive: true, encoding: "utf8" }).map((name) => join(root, name)),
    )
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => [file, readFileSync(file, "utf8")]),
);

const tuples = [auth, experiments, gates, registry].flatMap((rules) =>
  Object.entries(rules).flatMap(([name, values]) =>
    Array.isArray(values) && values.length > 2 && values.every((value) => typeof value === "string")
      ? [{ name, values: [...values] }]
      : [],
  ),
);

test.each(tuples)("$name are written in one place", ({ values }) => {
  const again = new RegExp(values.map((value) => `["']${value}["']`).join(String.raw`\s*[,|]\s*`));
  expect(holding(again).filter((file) => !/^lib\/[^/]+\/rules\.ts$/.test(file))).toEqual([]);
});

test.each(Object.entries(mlflowTags))("MLflow's tag for %s is written in one place", (_, tag) => {
  const found = holding(new RegExp(`["'\`]${tag.replaceAll(".", "\\.")}["'\`]`));
  expect(found.filter((file) => !file.startsWith("lib/mlflow/"))).toEqual([
    "lib/experiments/mlflow-tags.ts",
  ]);
});

function holding(text: RegExp): string[] {
  return [...sources].filter(([, code]) => text.test(code)).map(([file]) => file);
}
