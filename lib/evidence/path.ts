import type { ASTNode } from "@marcbachmann/cel-js";

import { ownValue } from "@/lib/own-value";

/**
 * A place in the evidence: the section, then fields and keys. A step that is itself a path stands for the text found
 * there, as in `run.metrics[model.primary_metric.name]`. A path stands for everything beneath it.
 */
export type Path = readonly (string | Path)[];

/** What a function of the language reads, by the paths or texts it is called with; undefined where neither is known. */
export type Reads = Readonly<
  Record<string, (args: readonly (Path | string | undefined)[]) => Path[]>
>;

/**
 * The paths an expression reads, from its syntax tree. Where a key is only known when it runs, the whole map counts as
 * read: rather too much than a value that moved unseen.
 */
export function pathsOf(ast: unknown, variables: ReadonlySet<string>, functions: Reads): Path[] {
  const found: Path[] = [];
  collect(ast, { variables, functions, found });
  return distinct(found);
}

type Search = { variables: ReadonlySet<string>; functions: Reads; found: Path[] };

function collect(node: unknown, search: Search): void {
  if (Array.isArray(node)) {
    for (const one of node) collect(one, search);
    return;
  }
  if (!isNode(node)) return;
  const path = pathAt(node, search);
  if (path) {
    search.found.push(path);
    // the key of an index may be an expression of its own, or a path that is read as well
    collect(keysOf(node), search);
    return;
  }
  if (node.op === "call") {
    const [name, args] = node.args;
    const reads = ownValue(search.functions, name);
    if (reads) search.found.push(...reads(args.map((arg) => argument(arg, search))));
    collect(args, search);
    return;
  }
  collect(node.args, search);
}

function argument(node: unknown, search: Search): Path | string | undefined {
  if (!isNode(node)) return undefined;
  if (node.op === "value") return typeof node.args === "string" ? node.args : undefined;
  return pathAt(node, search);
}

/** `a.b["c"]` as a path; an index that is neither text nor path ends it at the map. */
function pathAt(node: ASTNode, search: Search): Path | undefined {
  if (node.op === "id") return search.variables.has(node.args) ? [node.args] : undefined;
  if (node.op !== "." && node.op !== "[]") return undefined;
  const [of, key] = node.args;
  const base = isNode(of) ? pathAt(of, search) : undefined;
  if (!base || endsOpen(of)) return base;
  const step = typeof key === "string" ? key : argument(key, search);
  return step === undefined ? base : [...base, step];
}

/** Whether an index within could not be told, so that the path already stands for the whole map. */
function endsOpen(node: unknown): boolean {
  if (!isNode(node) || (node.op !== "." && node.op !== "[]")) return false;
  const [of, key] = node.args;
  const told =
    node.op === "." || (isNode(key) && (key.op === "value" || key.op === "." || key.op === "id"));
  return !told || endsOpen(of);
}

function keysOf(node: ASTNode): unknown[] {
  if (node.op !== "." && node.op !== "[]") return [];
  const [of, key] = node.args;
  return [...(isNode(of) ? keysOf(of) : []), key];
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === "object" && value !== null && "op" in value && "args" in value;
}

export function distinct(paths: readonly Path[]): Path[] {
  const byText = new Map(paths.map((path) => [JSON.stringify(path), path]));
  return [...byText].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
}

/** The path with every step a text; a step that leads nowhere is the empty text, which no key is. */
export function resolved(path: Path, evidence: object): string[] {
  return path.map((step) => {
    if (typeof step === "string") return step;
    const text = valueAt(evidence, step);
    return typeof text === "string" ? text : "";
  });
}

/** What stands there; undefined when nothing does. */
export function valueAt(evidence: object, path: Path): unknown {
  return resolved(path, evidence).reduce<unknown>(
    (at, step) =>
      typeof at === "object" && at !== null && Object.hasOwn(at, step)
        ? Reflect.get(at, step)
        : undefined,
    evidence,
  );
}
