import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { expect, test } from "vitest";

import { routeFiles } from "@/scripts/lib/route-files.mjs";

const importing = /(?:^|\n)\s*(?:import|export)\s+(?!type\s)(?:[^"';]*?from\s+)?"([^"]+)"/g;

/** Every package that a file reaches, with the path of imports to it. */
function packagesOf(file: string, seen = new Map<string, string[]>(), via: string[] = []) {
  const path = [...via, file];
  for (const [, target = ""] of readFileSync(file, "utf8").matchAll(importing)) {
    const at = target.startsWith("@/")
      ? target.slice(2)
      : target.startsWith(".")
        ? join(dirname(file), target)
        : undefined;
    const next = at === undefined ? target : existsSync(at) ? at : `${at}.ts`;
    if (seen.has(next)) continue;
    seen.set(next, path);
    if (at !== undefined && next.endsWith(".ts")) packagesOf(next, seen, path);
  }
  return seen;
}

test("no endpoint but signing in needs the framework, so our own server can answer them all", () => {
  const files = routeFiles();
  expect(files.length).toBeGreaterThan(90);
  const wrong = files.flatMap(({ file }) =>
    [...packagesOf(file)]
      .filter(([name]) => /^(next|react|react-dom)($|\/)|^next-auth($|\/(?!jwt$))/.test(name))
      .map(([name, path]) => `${path.join(" > ")} > ${name}`),
  );
  expect(wrong).toEqual([]);
});

test("a route file's path is its address, without its groups", () => {
  const paths = new Map(routeFiles().map(({ file, path }) => [file, path]));
  expect(paths.get("app/health/route.ts")).toBe("/health");
  expect(paths.get("app/api/v1/models/[name]/route.ts")).toBe("/api/v1/models/[name]");
  expect([...paths.keys()].some((file) => file.includes("nextauth"))).toBe(false);
});
