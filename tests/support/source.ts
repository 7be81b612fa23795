import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** The product's own source, for tests that hold its shape. */

export type Import = { file: string; target: string; typeOnly: boolean };

export const files = ["app", "components", "drizzle/schema", "lib"].flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(root, name))
    .toSorted(),
);

const source = new Map(files.map((file) => [file, readFileSync(file, "utf8")]));

export function text(file: string): string {
  return source.get(file) ?? "";
}

/** Without comments. */
export function code(file: string): string {
  return text(file).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
}

export const imports: Import[] = files.flatMap((file) =>
  [
    ...text(file).matchAll(
      /(?:(?:^|\n)\s*(?:import|export)\s+(type\s)?([^"';]*?from\s+)?|\bimport\()"([^"]+)"/g,
    ),
  ].map(([, type, names = "", target = ""]) => ({
    file,
    target: resolve(file, target),
    typeOnly: type !== undefined || /^\{(\s*type \w+,?)+\s*\}/.test(names),
  })),
);

/** The file an import leads to; what is no file of ours is named as it was written. */
export function fileOf(target: string): string {
  return [`${target}.ts`, `${target}.tsx`].find((file) => source.has(file)) ?? target;
}

function resolve(file: string, target: string): string {
  if (target.startsWith("@/")) return target.slice(2);
  return target.startsWith(".") ? normalize(join(dirname(file), target)) : target;
}

/** Modules in the order they may know each other: each may import the ones before it. */
export const modules = [
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

/** The module of a path in lib, or of its tables. */
export function moduleOf(path: string): string | undefined {
  return /^lib\/([^/]+)\//.exec(path)?.[1] ?? /^drizzle\/schema\/([^/.]+)/.exec(path)?.[1];
}
