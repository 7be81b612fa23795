import "server-only";
import type { Environment } from "@marcbachmann/cel-js";

import { environmentOf, finiteOnly, readsOf, Unjudgeable } from "@/lib/evidence/language";
import { distinct, type Path, type Reads } from "@/lib/evidence/path";
import type { NamedNumber } from "@/lib/evidence/section";
import { wholeNumber } from "@/lib/format";
import { sections, type Evidence } from "@/lib/gates/rounds/sections";
import type { PolicyCheck } from "@/lib/gates/rules";
import { ownValue } from "@/lib/own-value";

const base = environmentOf(sections);

function unmeasured(name: string, of: string, value: NamedNumber | undefined): Unjudgeable {
  return new Unjudgeable(
    value === undefined
      ? `${of} logged no metric "${name}".`
      : `The metric "${name}" of ${of.charAt(0).toLowerCase()}${of.slice(1)} is ${value}, which cannot be compared.`,
  );
}

function finite(metrics: Record<string, NamedNumber>, name: string, of: string): number {
  const value = ownValue(metrics, name);
  if (typeof value !== "number" || !Number.isFinite(value)) throw unmeasured(name, of, value);
  return value;
}

function primaryOf(evidence: Evidence) {
  const primary = evidence.model.primary_metric;
  if (primary.name === "") throw new Unjudgeable("The model declares no primary metric.");
  return primary;
}

export const functionDocs = [
  { call: 'metric("name")', says: "The run's metric; an error when it is missing or not a number" },
  { call: "primary_metric()", says: "The run's value of the model's primary metric" },
  { call: "primary_limit()", says: "The limit declared for the primary metric" },
  { call: "serving_metric()", says: "The primary metric of the version that serves" },
  { call: 'has_metric("name")', says: "Whether the run logged it as a finite number" },
  { call: "bound(limit)", says: '"at least …" or "at most …", as the primary metric goes' },
  {
    call: "at_least_as_good(a, b)",
    says: "a ≥ b when higher is better for the primary metric, else a ≤ b",
  },
];

/**
 * Functions close over one evidence object, so each judgement has its own environment. `write` puts a limit into words
 * beside the value that is held against it.
 */
export function languageOver(
  evidence: Evidence,
  write: (limit: number) => string = wholeNumber,
): Environment {
  const runMetric = (name: string) => {
    if (!evidence.run.present) throw new Unjudgeable("The version has no training run here.");
    return finite(evidence.run.metrics, name, "The training run");
  };
  const servingMetric = () => {
    const { present, version, metrics } = evidence.serving;
    if (!present) throw new Unjudgeable("No version is in production to compare with.");
    return finite(metrics, primaryOf(evidence).name, `Version ${version}, which serves now,`);
  };
  return base
    .clone()
    .registerFunction("metric(string): double", runMetric)
    .registerFunction("primary_metric(): double", () => runMetric(primaryOf(evidence).name))
    .registerFunction("primary_limit(): double", () => {
      const { name, has_limit: has, limit } = primaryOf(evidence);
      if (!has) throw new Unjudgeable(`The model declares no limit for "${name}".`);
      return limit;
    })
    .registerFunction("serving_metric(): double", servingMetric)
    .registerFunction("has_metric(string): bool", (name: string) =>
      finiteOnly(evidence.run.metrics).has(name),
    )
    .registerFunction(
      "bound(double): string",
      (limit: number) =>
        `${primaryOf(evidence).direction === "higher" ? "at least" : "at most"} ${write(limit)}`,
    )
    .registerFunction("at_least_as_good(double, double): bool", (a: number, b: number) =>
      primaryOf(evidence).direction === "higher" ? a >= b : a <= b,
    );
}

const primaryName: Path = ["model", "primary_metric", "name"];
const direction: Path = ["model", "primary_metric", "direction"];
const runMetricOf = (name: Path | string | undefined): Path[] => [
  ["run", "present"],
  name === undefined ? ["run", "metrics"] : ["run", "metrics", name],
];

/** What each function reads of the evidence beyond its arguments. */
export const functionReads: Reads = {
  metric: ([name]) => runMetricOf(name),
  has_metric: ([name]) => runMetricOf(name),
  primary_metric: () => [primaryName, ...runMetricOf(primaryName)],
  primary_limit: () => [
    primaryName,
    ["model", "primary_metric", "has_limit"],
    ["model", "primary_metric", "limit"],
  ],
  serving_metric: () => [
    primaryName,
    ["serving", "present"],
    ["serving", "version"],
    ["serving", "metrics", primaryName],
  ],
  bound: () => [primaryName, direction],
  at_least_as_good: () => [primaryName, direction],
};

/** The paths that a policy's checks read, shown value and limit included: what a vote under it rests on. */
export function policyReads(checks: readonly PolicyCheck[]): Path[] {
  return distinct(checks.flatMap(checkReads));
}

const unjudged = languageOver(emptyEvidence());

export function checkReads({ expression, value, limit }: PolicyCheck): Path[] {
  const known = { sections, functions: functionReads };
  return [expression, value, limit].flatMap((text) =>
    text === undefined ? [] : readsOf(unjudged, text, known),
  );
}

/** Only its types are asked here, so every section may be absent. */
function emptyEvidence(): Evidence {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one entry was made for each section
  return Object.fromEntries(sections.map(({ name, absent }) => [name, absent])) as Evidence;
}
