import { expect, test } from "vitest";

import { artifactPath, artifactPathOfUrl } from "@/lib/experiments/artifact-path";

test("a name with percent signs is taken as it is, even where it reads like an escape", () => {
  const name = "images/dogs%step%3%timestamp%1795454501471%y5192e1e%compressed.webp";
  expect(artifactPath(name)).toBe(name);
  expect(artifactPathOfUrl(encodeURIComponent(name))).toBe(name);
});

test.each([
  "..",
  "a/../b",
  "/etc/passwd",
  "a//b",
  "./a",
  "a\\..\\b",
  "C:/x",
  "a\u0000b",
  "%2e%2e/x",
  "a/%252e%252e/b",
  "..%2f..%2fetc",
  "%5c..%5cx",
])("%j is refused", (path) => {
  expect(() => artifactPath(path)).toThrow("Invalid path");
});
