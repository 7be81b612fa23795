import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

import { expect, test } from "vitest";

type Import = { file: string; target: string; typeOnly: boolean };

/** What each place may import. The first pattern that fits a file decides; types may come from any library file. */
const layers: { files: RegExp; may: RegExp }[] = [
  { files: /^lib\/(paths|format|errors)\.ts$/, may: /^$/ },
  { files: /^lib\/(address|endpoint|paging)\.ts$/, may: /^(lib\/(paths|errors)$|zod$)/ },
  {
    files: /^lib\/[^/]+\/(rules|inputs|endpoints)\.ts$/,
    may: /^(lib\/(endpoint|errors|paging|paths|format)$|lib\/stats\/|lib\/[^/]+\/([a-z-]+\/)?[a-z-]+$|zod$|node:crypto$|@marcbachmann\/cel-js$)/,
  },
  {
    files: /^lib\/(?!db\/)[^/]+\/client\.ts$/,
    may: /^(lib\/(?!db\/|transport\/|command$)|@tanstack\/react-query$|react$|zod$)/,
  },
  { files: /^lib\/stats\//, may: /^lib\/stats\// },
  { files: /^lib\/transport\//, may: /^(lib\/|next\/|next-auth|react$|zod$|server-only$|node:)/ },
  {
    files: /^lib\/auth\//,
    may: /^(lib\/(?!transport\/)|drizzle\/|drizzle-orm|next\/|next-auth|react$|zod$|server-only$|node:)/,
  },
  {
    files: /^lib\//,
    may: /^(lib\/(?!transport\/|auth\/session)|package\.json$|drizzle\/schema\/|drizzle-orm|postgres$|zod$|yaml$|pino$|clsx$|tailwind-merge$|papaparse$|graphile-worker$|@marcbachmann\/cel-js$|server-only$|node:)/,
  },
  { files: /^drizzle\/schema\//, may: /^(drizzle\/schema\/|drizzle-orm|lib\/[^/]+\/rules$)/ },
  {
    files: /^components\//,
    may: /^(components\/|lib\/(?!db\/|transport\/|auth\/session|command$|[^/]+\/([a-z-]+-)?queries$)|react|next\/|next-auth\/react$|recharts|lucide-react|class-variance-authority|clsx$|tailwind-merge$|papaparse$|@tanstack\/|@base-ui\/)/,
  },
  {
    files: /^app\/.*\/route\.ts$/,
    may: /^(app\/|lib\/|package\.json$|next\/|next-auth|zod$|node:)/,
  },
  {
    files: /^app\//,
    may: /^(app\/|components\/|lib\/(?!db\/|command$)|next|react|lucide-react|geist\/|server-only$|zod$|.*\.css$)/,
  },
];

/** Modules in the order they may know each other: each may import the ones before it. */
const modules = [
  "stats",
  "db",
  "auth",
  "audit",
  "jobs",
  "notices",
  "evidence",
  "search",
  "artifacts",
  "experiments",
  "registry",
  "monitoring",
  "fairness",
  "gates",
  "deployments",
  "incidents",
  "retraining",
  "retirement",
  "maturity",
  "imports",
  "workspace",
  "mlflow",
  "transport",
];

/**
 * Writes that are no command and no intake, each with its reason: the receipt and audit entry that these two write
 * themselves, and bookkeeping that is nobody's decision (rate limits, when a key was last used, how far a follower read).
 */
const writers = new Set([
  "lib/command.ts",
  "lib/intake.ts",
  "lib/audit/record.ts",
  "lib/auth/attempts.ts",
  "lib/auth/key-use.ts",
  "lib/jobs/add-job.ts",
  "lib/jobs/cursors.ts",
]);

const files = ["app", "components", "drizzle/schema", "lib"].flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(root, name)),
);

const source = new Map(files.map((file) => [file, readFileSync(file, "utf8")]));

const imports: Import[] = files.flatMap((file) =>
  [
    ...text(file).matchAll(
      /(?:(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^"';]*?from\s+)?|\bimport\()"([^"]+)"/g,
    ),
  ].map(([, type, target = ""]) => ({
    file,
    target: resolve(file, target),
    typeOnly: type !== undefined,
  })),
);

test("every import points down", () => {
  const wrong = imports.filter(({ file, target, typeOnly }) => {
    if (typeOnly && !file.startsWith("lib/") && /^(lib|drizzle\/schema)\//.test(target))
      return false;
    return layers.find((layer) => layer.files.test(file))?.may.test(target) === false;
  });
  expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
});

test("a module knows only the modules before it", () => {
  const wrong = imports.filter(({ file, target }) => rank(file) >= 0 && rank(target) > rank(file));
  expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
});

test("every module has its place in the order", () => {
  const known = new Set(modules);
  const unknown = files
    .map((file) => /^lib\/([^/]+)\//.exec(file)?.[1])
    .filter((name) => name !== undefined && !known.has(name));
  expect([...new Set(unknown)]).toEqual([]);
});

test("only lib/command opens a transaction", () => {
  const wrong = files.filter(
    (file) => file !== "lib/command.ts" && /\.(transaction|begin)\(/.test(text(file)),
  );
  expect(wrong).toEqual([]);
});

test("writes stand in a command, an intake, or a step that takes their context", () => {
  const writes =
    /\b(tx|db)\s*\.(insert|update|delete)\(|\b(insert\s+into|delete\s+from)\s|\bupdate\s+\S+\s+(as\s+\S+\s+)?set\s/i;
  const writer = /\b(command|intake)\(\{|: (Write|Intake)Ctx\b/;
  const wrong = files.filter((file) => {
    if (writers.has(file) || !file.startsWith("lib/")) return false;
    const code = text(file).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    return writes.test(code) && !writer.test(code);
  });
  expect(wrong).toEqual([]);
});

test("transport and components hold no SQL", () => {
  const wrong = files.filter(
    (file) =>
      /^(app|components|lib\/transport)\//.test(file) &&
      /from "(drizzle-orm|postgres|@\/lib\/db\/client)/.test(text(file)),
  );
  expect(wrong).toEqual([]);
});

test("no import leads back to its file, not even one of a type", () => {
  expect(circlesIn(imports.map(({ file, target }) => [file, fileOf(target)]))).toEqual([]);
});

test("no room of components needs another that needs it", () => {
  const doors = imports
    .map(({ file, target }): [string, string] => [room(file), room(target)])
    .filter(([from, to]) => from !== "" && to !== "" && from !== to);
  expect(circlesIn(doors)).toEqual([]);
});

test("rules, inputs and endpoints load without a server", () => {
  const needs = new Map<string, string[]>();
  for (const { file, target, typeOnly } of imports)
    if (!typeOnly) needs.set(file, [...(needs.get(file) ?? []), fileOf(target)]);
  const pure = files.filter((file) => /^lib\/[^/]+\/(rules|inputs|endpoints)\.ts$/.test(file));
  expect(pure.length).toBeGreaterThan(10);
  const wrong = pure.filter((file) => {
    const loaded = new Set([file]);
    for (const each of loaded) for (const next of needs.get(each) ?? []) loaded.add(next);
    return loaded.has("server-only");
  });
  expect(wrong).toEqual([]);
});

/** The parts of a graph that can be reached from themselves. */
function circlesIn(edges: readonly (readonly [string, string])[]): string[] {
  const next = new Map<string, Set<string>>();
  for (const [from, to] of edges) next.set(from, (next.get(from) ?? new Set()).add(to));
  return [...next.keys()].filter((start) => {
    const seen = new Set<string>();
    const ahead = [...(next.get(start) ?? [])];
    for (let at = ahead.pop(); at !== undefined && !seen.has(start); at = ahead.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      ahead.push(...(next.get(at) ?? []));
    }
    return seen.has(start);
  });
}

function room(path: string): string {
  return /^components\/([^/]+)\//.exec(path)?.[1] ?? "";
}

function fileOf(target: string): string {
  return [`${target}.ts`, `${target}.tsx`].find((file) => source.has(file)) ?? target;
}

function text(file: string): string {
  return source.get(file) ?? "";
}

function rank(path: string): number {
  return modules.indexOf(/^lib\/([^/]+)\//.exec(path)?.[1] ?? "");
}

function resolve(file: string, target: string): string {
  if (target.startsWith("@/")) return target.slice(2);
  return target.startsWith(".") ? normalize(join(dirname(file), target)) : target;
}
