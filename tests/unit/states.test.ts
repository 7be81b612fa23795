import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import * as auth from "@/lib/auth/rules";
import * as experiments from "@/lib/experiments/rules";
import * as gates from "@/lib/gates/rules";
import * as registry from "@/lib/registry/rules";

const tuples = [auth, experiments, gates, registry].flatMap((rules) =>
  Object.entries(rules).flatMap(([name, values]) =>
    Array.isArray(values) && values.length > 2 && values.every((value) => typeof value === "string")
      ? [{ name, values: [...values] }]
      : [],
  ),
);

test.each(tuples)("$name are written in one place", ({ values }) => {
  const again = new RegExp(values.map((value) => `["']${value}["']`).join(String.raw`\s*[,|]\s*`));
  const found = ["app", "components", "drizzle/schema", "lib"].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: "utf8" })
      .map((name) => join(root, name))
      .filter((file) => /\.tsx?$/.test(file) && !/^lib\/[^/]+\/rules\.ts$/.test(file))
      .filter((file) => again.test(readFileSync(file, "utf8"))),
  );
  expect(found).toEqual([]);
});
