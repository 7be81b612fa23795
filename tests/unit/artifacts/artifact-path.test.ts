import * as fc from "fast-check";
import { expect, test } from "vitest";

import {
  artifactFolder,
  artifactPath,
  artifactPathOfUrl,
  pathOfArtifactUri,
} from "@/lib/artifacts/artifact-path";

test.each([
  "",
  "/etc/passwd",
  "../x",
  "a/../b",
  "a/..",
  "./a",
  "a//b",
  "a\\b",
  "..\\x",
  "a\u0000b",
  "a\nb",
  "C:/x",
  "%2e%2e/x",
  "%252e%252e%252fx",
  "a/%2e%2e%2fb",
  "x".repeat(2001),
])("%j is no path", (path) => {
  expect(() => artifactPath(path)).toThrow("Invalid path");
});

test.each([
  "a.txt",
  "1/run/artifacts/model/MLmodel",
  "img%step%0%x.png",
  "50% off.csv",
  "img%1795.png",
  "a b/é.txt",
  "..a",
  "a..b",
])("%j stays as it is", (path) => {
  expect(artifactPath(path)).toBe(path);
});

test("a URL is decoded exactly once", () => {
  expect(artifactPathOfUrl("img%25step%250.png")).toBe("img%step%0.png");
  expect(artifactPathOfUrl("a%20b/%C3%A9.txt")).toBe("a b/é.txt");
  expect(() => artifactPathOfUrl("..%2fx")).toThrow("Invalid path");
  expect(() => artifactPathOfUrl("%ff")).toThrow("Invalid path");
});

test("the empty folder is the root, a trailing slash and a dot say nothing", () => {
  for (const root of ["", "/", ".", "./"]) expect(artifactFolder(root)).toBe("");
  for (const same of ["a/b/", "a/b/.", "./a/./b"]) expect(artifactFolder(same)).toBe("a/b");
  for (const wrong of ["./..", "/./a", "a/%2e"])
    expect(() => artifactFolder(wrong)).toThrow("Invalid path");
});

test("an address of our store gives its path, others give none", () => {
  expect(pathOfArtifactUri("mlflow-artifacts:/1/x/artifacts")).toBe("1/x/artifacts");
  expect(pathOfArtifactUri("mlflow-artifacts://host:9000/1/x///")).toBe("1/x");
  expect(pathOfArtifactUri("s3://bucket/x")).toBeNull();
});

const pieces = ["..", ".", "%2e", "%252e", "%2f", "%5c", "/", "\\", "a", "%", "%00", "é", "%c0%ae"];

test("whatever is accepted never climbs, however often it is decoded", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
      let at = accepted(parts.join(""));
      for (let round = 0; at !== null && round < 5; round++) {
        expect(at.split("/")).not.toContain("..");
        at = decoded(at);
      }
    }),
    { numRuns: 2000 },
  );
});

function accepted(text: string): string | null {
  try {
    return artifactPath(text);
  } catch {
    return null;
  }
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
