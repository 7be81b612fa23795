import { Environment, type ASTNode } from "@marcbachmann/cel-js";

import { pathsOf, type Path, type Reads } from "@/lib/evidence/path";
import type { AnySection, LeafType, SectionSchema } from "@/lib/evidence/section";

/**
 * CEL as policies may use it: the sections, typed, with every number a double and every absent text "". A metric that
 * is NaN or infinite is not in its map, so no comparison can pass or fail by accident of IEEE 754.
 */
const limits = {
  maxAstNodes: 400,
  maxDepth: 40,
  maxListElements: 100,
  maxMapEntries: 100,
  maxCallArguments: 8,
};
const longestExpression = 2_000;

/** Regular expressions can take exponential time, and nested macros polynomial time; neither is needed here. */
const macros = new Set(["all", "exists", "exists_one", "map", "filter"]);
const forbidden = new Set(["matches"]);

export function environmentOf(sections: readonly AnySection[]): Environment {
  return sections.reduce(
    (environment, { name, schema }) =>
      typeof schema === "string"
        ? environment.registerVariable({ name, type: schema })
        : environment.registerVariable({ name, schema }),
    new Environment({ limits }),
  );
}

/** What cannot be judged, said in the words a reviewer reads. */
export class Unjudgeable extends Error {}

/** Why an expression may not be used, in words; undefined when it may. */
export function faultOf(
  language: Environment,
  expression: string,
  type?: string,
): string | undefined {
  if (expression.length > longestExpression)
    return `The expression is longer than ${longestExpression} characters.`;
  const checked = language.check(expression);
  if (!checked.valid) return checked.error?.summary ?? "The expression is not valid.";
  if (type !== undefined && checked.type !== type && checked.type !== "dyn")
    return `The expression must give ${type}, and gives ${checked.type}.`;
  return costlyPart(language.parse(expression).ast, 0);
}

/** The paths an expression reads; none when it cannot be used. */
export function readsOf(
  language: Environment,
  expression: string,
  { sections, functions }: { sections: readonly AnySection[]; functions: Reads },
): Path[] {
  if (faultOf(language, expression) !== undefined) return [];
  const variables = new Set(sections.map(({ name }) => name));
  return pathsOf(language.parse(expression).ast, variables, functions);
}

function costlyPart(node: unknown, depth: number): string | undefined {
  if (Array.isArray(node)) return firstFault(node, depth);
  if (!isNode(node)) return undefined;
  if (node.op !== "rcall" && node.op !== "call") return costlyPart(node.args, depth);
  const name = node.args[0];
  if (forbidden.has(name)) return `"${name}" is not available in policies.`;
  const inner = macros.has(name) ? depth + 1 : depth;
  if (inner > 1) return "A loop inside a loop is not available in policies.";
  return firstFault(node.args.slice(1), inner);
}

function firstFault(nodes: readonly unknown[], depth: number): string | undefined {
  for (const node of nodes) {
    const fault = costlyPart(node, depth);
    if (fault) return fault;
  }
  return undefined;
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === "object" && value !== null && "op" in value && "args" in value;
}

/** The evidence as expressions see it. */
export function contextOf(
  sections: readonly AnySection[],
  evidence: object,
): Record<string, unknown> {
  return Object.fromEntries(
    sections.map(({ name, schema }) => [name, seen(schema, Reflect.get(evidence, name))]),
  );
}

function seen(schema: SectionSchema, value: unknown): unknown {
  if (typeof schema === "string") return schema === numbers ? finiteOnly(value) : value;
  return Object.fromEntries(
    Object.entries(schema).map(([field, inner]) => [
      field,
      seen(inner, typeof value === "object" && value !== null ? Reflect.get(value, field) : value),
    ]),
  );
}

const numbers: LeafType = "map<string, double>";

export function finiteOnly(metrics: unknown): Map<string, number> {
  const known = new Map<string, number>();
  for (const [name, value] of Object.entries(metrics ?? {}))
    if (typeof value === "number" && Number.isFinite(value)) known.set(name, value);
  return known;
}
