import { expect, test } from "vitest";

import { code, fileOf, files, imports, moduleOf, modules, text } from "@/tests/support/source";

/** What each place may import. The first pattern that fits a file decides; types may come from any library file. */
const layers: { files: RegExp; may: RegExp }[] = [
  { files: /^lib\/(paths|format|errors|own-value|readable-name)\.ts$/, may: /^$/ },
  {
    files:
      /^lib\/(address|admission|calendar|characters|endpoint|int64|long-list|paging|sentences)\.ts$/,
    may: /^(lib\/(paths|errors)$|zod$)/,
  },
  {
    files: /^lib\/[^/]+\/(rules|inputs|endpoints)\.ts$/,
    may: /^(lib\/(calendar|characters|endpoint|errors|int64|long-list|paging|paths|format|readable-name)$|lib\/stats\/|lib\/[^/]+\/([a-z-]+\/)?[a-z-]+$|zod$|node:crypto$|@marcbachmann\/cel-js$)/,
  },
  {
    files: /^lib\/(?!db\/)[^/]+\/client\.ts$/,
    may: /^(lib\/(?!db\/|transport\/|command$)|@tanstack\/react-query$|react$|zod$)/,
  },
  { files: /^lib\/stats\//, may: /^lib\/stats\// },
  { files: /^lib\/transport\//, may: /^(lib\/|next\/|next-auth|react$|zod$|server-only$|node:)/ },
  {
    files: /^lib\/auth\/identity\//,
    may: /^(lib\/(?!transport\/)|drizzle\/|drizzle-orm|next\/|next-auth|react$|zod$|server-only$|node:)/,
  },
  {
    files: /^lib\//,
    may: /^(lib\/(?!transport\/|auth\/identity\/session)|package\.json$|drizzle\/schema\/|drizzle-orm|postgres$|zod$|yaml$|pino$|clsx$|tailwind-merge$|papaparse$|graphile-worker$|@marcbachmann\/cel-js$|server-only$|node:)/,
  },
  { files: /^drizzle\/schema\//, may: /^(drizzle\/schema\/|drizzle-orm|lib\/[^/]+\/rules$)/ },
  {
    files: /^components\//,
    may: /^(components\/|lib\/(?!db\/|transport\/|auth\/identity\/session|command$|settings$|[^/]+\/([a-z-]+\/)?([a-z-]+-)?(queries|screen)$)|react|next\/|next-auth\/react$|recharts|lucide-react|class-variance-authority|clsx$|tailwind-merge$|papaparse$|@tanstack\/|@base-ui\/)/,
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

/**
 * Writes that are no command and no intake, each with its reason: the receipt and audit entry that these two write
 * themselves, and bookkeeping that is nobody's decision (rate limits, when a key was last used, how far a follower read,
 * how far heads were signed, in how few rows a curve lies).
 */
const writers = new Set([
  "lib/command.ts",
  "lib/intake.ts",
  "lib/audit/jobs.ts",
  "lib/audit/record.ts",
  "lib/auth/identity/attempts.ts",
  "lib/auth/identity/end-session.ts",
  "lib/auth/identity/key-use.ts",
  "lib/experiments/curves/pack-segments.ts",
  "lib/jobs/add-job.ts",
  "lib/jobs/cursors.ts",
]);

test("every import points down", () => {
  const wrong = imports.filter(({ file, target, typeOnly }) => {
    if (typeOnly && !file.startsWith("lib/") && /^(lib|drizzle\/schema)\//.test(target))
      return false;
    return layers.find((layer) => layer.files.test(file))?.may.test(target) === false;
  });
  expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
});

test("a module knows only the modules before it, and only their tables", () => {
  const wrong = imports.filter(({ file, target }) => rank(file) >= 0 && rank(target) > rank(file));
  expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
});

test("no statement written as text names a table of a module above", () => {
  const tables = files
    .filter((file) => file.startsWith("drizzle/schema/"))
    .flatMap((file) =>
      [...text(file).matchAll(/pgTable\(\s*"(\w+)"/g)].map(
        ([, table = ""]) => [table, rank(file)] as const,
      ),
    );
  const rankOf = new Map(tables);
  const wrong = files
    .filter((file) => file.startsWith("lib/") && rank(file) >= 0)
    .flatMap((file) =>
      [...code(file).matchAll(/\b(?:from|join|into|update)\s+(\w+)\b/gi)]
        .filter(([, table = ""]) => (rankOf.get(table) ?? -1) > rank(file))
        .map(([, table]) => `${file} names ${table}`),
    );
  expect(rankOf.size).toBeGreaterThan(20);
  expect(wrong).toEqual([]);
});

test("every module has its place in the order", () => {
  const known = new Set(modules);
  const unknown = files
    .map(moduleOf)
    .filter((name) => name !== undefined && name !== "columns" && !known.has(name));
  expect([...new Set(unknown)]).toEqual([]);
});

test("only lib/command opens a transaction", () => {
  const begins = files.filter((file) => /\.(transaction|begin)\(/.test(text(file)));
  // the pool itself counts them
  expect(begins).toEqual(["lib/db/bounded.ts", "lib/db/transaction.ts"]);
  const asking = imports.filter(({ target }) => target === "lib/db/transaction");
  expect(asking.map(({ file }) => file)).toEqual(["lib/command.ts"]);
});

test("writes stand in a command, an intake, or a step that takes their context", () => {
  const writes =
    /\b(tx|db)\s*\.(insert|update|delete)\(|\b(insert\s+into|delete\s+from)\s|\bupdate\s+\S+\s+(as\s+\S+\s+)?set\s/i;
  const writer = /\b(command|intake)\(\{|: (Write|Intake)Ctx\b/;
  const wrong = files.filter((file) => {
    if (writers.has(file) || !file.startsWith("lib/")) return false;
    return writes.test(code(file)) && !writer.test(code(file));
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

/** A table file has its module's place; what all tables share, `columns`, has none. */
function rank(path: string): number {
  return modules.indexOf(moduleOf(path) ?? "");
}
