import { readdirSync } from "node:fs";
import { basename, join } from "node:path";

import { expect, test } from "vitest";

import { kindOf } from "@/tests/support/kinds";
import { code, fileOf, files, imports } from "@/tests/support/source";

/** Modules of machinery: what every other module stands on, and what translates to and from the wire. */
const machinery = /^lib\/(db|jobs|mlflow|stats|transport|auth\/identity)\//;

/** Files of none of the kinds, each with its reason. */
const others = new Map([
  ["lib/artifacts/artifact-store.ts", "the bytes on disk"],
  ["lib/artifacts/check-blob.ts", "the bytes on disk, held against their hash"],
  ["lib/artifacts/read-blob.ts", "the bytes on disk, as they are sent"],
  ["lib/artifacts/old-blobs.ts", "the bytes on disk that nothing names"],
  ["lib/audit/head-file.ts", "the signed heads on disk"],
  ["lib/audit/record.ts", "how the outermost command writes the chain"],
  [
    "lib/experiments/curves/pack-segments.ts",
    "the same points in fewer rows, which nobody decides",
  ],
]);

const product = files.filter(
  (file) => /^lib\/[^/]+\//.test(file) && !machinery.test(file) && !others.has(file),
);

test("every file of a module is of one of the kinds", () => {
  expect(product.filter((file) => kindOf(file) === "unknown")).toEqual([]);
});

test("every exception is still there, and still one", () => {
  expect([...others.keys()].filter((file) => kindOf(file) !== "unknown")).toEqual([]);
});

test("what is pure runs nothing that is not", () => {
  const listed = "lib/gates/rounds/sections.ts"; // the list of what each module knows, composed and not run here
  const pure = new Set(product.filter((file) => ["pure", "inputs"].includes(kindOf(file))));
  const wrong = imports.filter(({ file, target, typeOnly }) => {
    const to = fileOf(target);
    if (typeOnly || !pure.has(file) || file === listed || !product.includes(to)) return false;
    return !pure.has(to);
  });
  expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
});

test("a module's evidence is sections", () => {
  const wrong = product.filter(
    (file) => kindOf(file) === "evidence" && !/= section\(/.test(code(file)),
  );
  expect(wrong).toEqual([]);
});

test("files say what they hold, and areas are one folder deep", () => {
  const vague = files.filter((file) =>
    ["index", "utils", "helpers", "types", "constants"].includes(
      basename(file).split(".")[0] ?? "",
    ),
  );
  const deep = files.filter((file) => /^lib\/[^/]+\/[^/]+\/[^/]+\//.test(file));
  expect([...vague, ...deep]).toEqual([]);
});

test("no folder holds more than forty files", () => {
  const full = ["app", "components", "lib", "tests", "scripts", "drizzle"]
    .flatMap((root) => [
      root,
      ...readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => join(entry.parentPath, entry.name)),
    ])
    .filter(
      (folder) =>
        readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile()).length > 40,
    );
  expect(full).toEqual([]);
});
