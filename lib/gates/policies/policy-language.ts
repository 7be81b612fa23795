import { Environment, type ASTNode } from "@marcbachmann/cel-js";

import type { Evidence } from "@/lib/gates/rules";

/**
 * CEL as policies may use it: the documented evidence object, typed, with every number a double and every absent text
 * "". A metric that is NaN or infinite is not in the map, so no comparison can pass or fail by accident of IEEE 754.
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

export const evidenceSchema = {
  model: {
    name: "string",
    tier: "string",
    owner: "string",
    primary_metric: { name: "string", direction: "string", has_limit: "bool", limit: "double" },
  },
  version: { number: "double", stage: "string", source: "string" },
  run: {
    present: "bool",
    id: "string",
    status: "string",
    author: "string",
    metrics: "map<string, double>",
    params: "map<string, string>",
    tags: "map<string, string>",
    updated_at: "string",
  },
  champion: { present: "bool", version: "double", metrics: "map<string, double>" },
  lineage: {
    dataset_digest: "string",
    commit: "string",
    params: "double",
    environment: "string",
    artifact_digest: "string",
    complete: "bool",
    missing: "list<string>",
  },
  signature: { present: "bool", inputs: "double", outputs: "double" },
  artifact: { digest: "string", files: "double", pickled_files: "list<string>" },
} as const;

const base = Object.entries(evidenceSchema).reduce(
  (environment, [name, schema]) => environment.registerVariable({ name, schema }),
  new Environment({ limits }),
);

/** What cannot be judged, said in the words a reviewer reads. */
export class Unjudgeable extends Error {}

function unmeasured(name: string, of: string, value: number | string | undefined): Unjudgeable {
  return new Unjudgeable(
    value === undefined
      ? `${of} logged no metric "${name}".`
      : `The metric "${name}" of ${of.charAt(0).toLowerCase()}${of.slice(1)} is ${value}, which cannot be compared.`,
  );
}

function finite(
  metrics: Record<string, number | string> | undefined,
  name: string,
  of: string,
): number {
  const value = metrics && Object.hasOwn(metrics, name) ? metrics[name] : undefined;
  if (typeof value !== "number" || !Number.isFinite(value)) throw unmeasured(name, of, value);
  return value;
}

function primaryOf(evidence: Evidence) {
  const primary = evidence.model.primary_metric;
  if (!primary) throw new Unjudgeable("The model declares no primary metric.");
  return primary;
}

export const functionDocs = [
  { call: 'metric("name")', says: "The run's metric; an error when it is missing or not a number" },
  { call: "primary_metric()", says: "The run's value of the model's primary metric" },
  { call: "primary_limit()", says: "The limit declared for the primary metric" },
  { call: "champion_metric()", says: "The primary metric of the version that serves" },
  { call: 'has_metric("name")', says: "Whether the run logged it as a finite number" },
  { call: "bound(limit)", says: '"at least …" or "at most …", as the primary metric goes' },
  {
    call: "at_least_as_good(a, b)",
    says: "a ≥ b when higher is better for the primary metric, else a ≤ b",
  },
];

/** Functions close over one evidence object, so each judgement has its own environment. */
export function languageOver(evidence: Evidence): Environment {
  const runMetric = (name: string) => {
    if (!evidence.run) throw new Unjudgeable("The version has no training run here.");
    return finite(evidence.run.metrics, name, "The training run");
  };
  const champion = () => {
    const serving = evidence.champion;
    if (!serving) throw new Unjudgeable("No version is in production to compare with.");
    const of = `Version ${serving.version}, which serves now,`;
    return finite(serving.metrics, primaryOf(evidence).name, of);
  };
  return base
    .clone()
    .registerFunction("metric(string): double", runMetric)
    .registerFunction("primary_metric(): double", () => runMetric(primaryOf(evidence).name))
    .registerFunction("primary_limit(): double", () => {
      const { name, limit } = primaryOf(evidence);
      if (limit === null) throw new Unjudgeable(`The model declares no limit for "${name}".`);
      return limit;
    })
    .registerFunction("champion_metric(): double", champion)
    .registerFunction("has_metric(string): bool", (name: string) =>
      finiteOnly(evidence.run?.metrics ?? {}).has(name),
    )
    .registerFunction(
      "bound(double): string",
      (limit: number) =>
        `${primaryOf(evidence).direction === "higher" ? "at least" : "at most"} ${shortNumber(limit)}`,
    )
    .registerFunction("at_least_as_good(double, double): bool", (a: number, b: number) =>
      primaryOf(evidence).direction === "higher" ? a >= b : a <= b,
    );
}

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
export function contextOf(evidence: Evidence): Record<string, object> {
  const { model, version, run, champion, signature, artifact } = evidence;
  return {
    model: { ...model, owner: text(model.owner), primary_metric: primaryContext(evidence) },
    version,
    run: run
      ? { present: true, ...run, metrics: finiteOnly(run.metrics) }
      : { present: false, ...noRun },
    champion: {
      present: champion !== null,
      version: champion?.version ?? 0,
      metrics: finiteOnly(champion?.metrics ?? {}),
    },
    lineage: lineageContext(evidence.lineage),
    signature,
    artifact: { ...artifact, digest: text(artifact.digest) },
  };
}

function primaryContext({ model: { primary_metric: primary } }: Evidence): object {
  if (!primary) return { name: "", direction: "", has_limit: false, limit: 0 };
  return { ...primary, has_limit: primary.limit !== null, limit: primary.limit ?? 0 };
}

function lineageContext(lineage: Evidence["lineage"]): object {
  return {
    ...lineage,
    dataset_digest: text(lineage.dataset_digest),
    commit: text(lineage.commit),
    environment: text(lineage.environment),
    artifact_digest: text(lineage.artifact_digest),
  };
}

function text(value: string | null): string {
  return value ?? "";
}

const noRun = {
  id: "",
  status: "",
  author: "",
  metrics: new Map<string, number>(),
  params: {},
  tags: {},
  updated_at: "",
};

function finiteOnly(metrics: Record<string, number | string>): Map<string, number> {
  const known = new Map<string, number>();
  for (const [name, value] of Object.entries(metrics))
    if (typeof value === "number" && Number.isFinite(value)) known.set(name, value);
  return known;
}

/** Five significant digits: enough to see a difference, short enough to read. */
export function shortNumber(value: number): string {
  return String(Number(value.toPrecision(5)));
}
