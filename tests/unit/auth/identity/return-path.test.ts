import { expect, test } from "vitest";

import { returnPath } from "@/lib/auth/identity/return-path";

test("signing in returns to the page that asked", () => {
  expect(returnPath("/w/demo/runs?filter=a%20b&x=1")).toBe("/w/demo/runs?filter=a%20b&x=1");
  expect(returnPath("/w/demo#/experiments/1")).toBe("/w/demo#/experiments/1");
  expect(returnPath("/invite/inv_x")).toBe("/invite/inv_x");
});

test("signing in never leads to another site", () => {
  const foreign = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/%0a/../..//evil.example",
    "javascript:alert(1)",
    "/.//evil.example",
    "/x/..//evil.example",
    " //evil.example",
    "evil.example",
    "",
    null,
    undefined,
  ];
  for (const from of foreign) {
    const path = returnPath(from);
    expect(new URL(path, "http://here.example").origin).toBe("http://here.example");
    expect(path).toMatch(/^\/(?![/\\])/);
  }
});

test("signing in never leads to a call or back to itself", () => {
  for (const from of ["/api/auth/signout", "/sign-in", "/sign-in?from=/", "/setup"])
    expect(returnPath(from)).toBe("/");
});
