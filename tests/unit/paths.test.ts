import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import * as fc from "fast-check";
import { expect, test } from "vitest";

import { pages, pathTo, readPart, site, trackingUri, withQuery } from "@/lib/paths";

const odd = ["a/b", "50%", "50%25", "a%2Fb", ".", "..", "~.", "~~..", "v1.2", "a b", "x?y#z"];
const names = [...odd, "a\\b", "ünï 模型", "+plus+", "[x]", "-", "...", "%zz", "a;b=c@d:e"];

/** What a browser makes of an address, and the page of its parameter. */
function parameterOf(path: string): string {
  const { pathname } = new URL(path, "http://gatehouse.test");
  const [, w, workspace, models, parameter, ...more] = pathname.split("/");
  expect([w, workspace, models, more]).toEqual(["w", "demo", "models", []]);
  return readPart(parameter ?? "");
}

test.each(names)("a thing named %s is found at its address", (name) => {
  expect(parameterOf(pathTo("demo", pages.model(name)))).toBe(name);
});

test("so is a thing of any other name", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (name) => {
      expect(parameterOf(pathTo("demo", pages.model(name)))).toBe(name);
    }),
  );
});

test("a name that came decoded is left as it is", () => {
  expect(readPart("50% off")).toBe("50% off");
});

test("a version's address is beneath its model's", () => {
  expect(pathTo("demo", pages.version("a/b", 3))).toBe("/w/demo/models/a%2Fb/versions/3");
  expect(pathTo("demo", pages.home)).toBe("/w/demo");
  expect(trackingUri("http://127.0.0.1:3000/", "demo")).toBe("http://127.0.0.1:3000/w/demo");
});

test("a query holds what is set, encoded", () => {
  expect(withQuery(site.signIn, { from: "/w/demo?a=b&c" })).toBe(
    "/sign-in?from=%2Fw%2Fdemo%3Fa%3Db%26c",
  );
  expect(pathTo("demo", pages.compare, { runs: ["a", "b"], baseline: null, same: "" })).toBe(
    "/w/demo/compare?runs=a,b",
  );
});

test("no address is made by hand", () => {
  const roots = "compare|experiments|gates|invite|logged-models|models|policies|runs|settings";
  const byHand = [
    /["'`]\/w\/|\/w\/\$\{/,
    new RegExp(`["'\`]/(?:audit|setup|sign-in|styleguide|${roots})(?![\\w-])`),
    /["'`]\/api\//,
  ];
  const continued = [new RegExp(`\\}/(?:api|audit|versions|${roots})/`), /\}\?[a-z_]+=/i];
  const found = sources().flatMap(({ file, lines }) =>
    lines
      .filter((line) =>
        (file.startsWith("lib/") ? byHand : [...byHand, ...continued]).some((pattern) =>
          pattern.test(line),
        ),
      )
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});

/** Pages, components and library, without comments, imports and the names of Next's own page types. */
function sources(): { file: string; lines: string[] }[] {
  /** The table of REST endpoints names patterns, not addresses. */
  const patterns = new Set(["lib/paths.ts", "lib/endpoint.ts", "lib/transport/openapi.ts"]);
  return ["app", "components", "lib"].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: "utf8" })
      .map((name) => join(root, name))
      .filter((file) => /\.tsx?$/.test(file) && !patterns.has(file))
      .map((file) => {
        const code = readFileSync(file, "utf8")
          .replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "")
          .replaceAll(/from "[^"]*"|(?:Page|Layout)Props<"[^"]*">/g, "");
        return { file, lines: code.split("\n") };
      }),
  );
}
