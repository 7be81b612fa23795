import type { Environment } from "@marcbachmann/cel-js";

import {
  contextOf,
  faultOf,
  languageOver,
  shortNumber,
  Unjudgeable,
} from "@/lib/gates/policies/policy-language";
import type { CheckResult, Evidence, PolicyCheck, PolicyContent } from "@/lib/gates/rules";

/** When the records behind the evidence last changed, ISO 8601. */
export type Ages = { model: string | null; version: string | null };

type Bench = {
  language: Environment;
  context: Record<string, object>;
  evidence: Evidence;
  ages: Ages;
};

/** What each check of a policy says of the evidence. Pure: the same evidence gives the same results. */
export function judge(policy: PolicyContent, evidence: Evidence, ages: Ages): CheckResult[] {
  const bench = { language: languageOver(evidence), context: contextOf(evidence), evidence, ages };
  return policy.checks.map((check) => judgeCheck(check, bench));
}

/** The must checks that stand in the way of a go: failed ones, and ones that could not be judged. */
export function blocking(checks: readonly CheckResult[]): CheckResult[] {
  return checks.filter((check) => check.level === "must" && check.verdict !== "pass");
}

function judgeCheck(check: PolicyCheck, bench: Bench): CheckResult {
  const outcome = evaluate(check.expression, bench, "bool");
  const value = check.value === undefined ? undefined : evaluate(check.value, bench);
  const limit = check.limit === undefined ? undefined : limitOf(check.limit, bench);
  const shown = value && "value" in value ? inWords(value.value) : undefined;
  const { source, measuredAt } = sourceOf(check, bench);
  const base = { id: check.id, title: check.title, level: check.level, source, measuredAt };
  const facts = {
    ...(shown === undefined ? {} : { value: shown }),
    ...(limit === undefined ? {} : { limit }),
  };
  if ("error" in outcome)
    return { ...base, ...facts, verdict: "error", reason: `Could not be judged. ${outcome.error}` };
  if (outcome.value === true)
    return { ...base, ...facts, verdict: "pass", reason: reasonOf(shown, limit, "It holds.") };
  const cause = value && "error" in value ? value.error : "It does not hold.";
  return { ...base, ...facts, verdict: "fail", reason: reasonOf(shown, limit, cause) };
}

function reasonOf(shown: string | undefined, limit: string | undefined, otherwise: string): string {
  if (shown === undefined) return otherwise;
  return limit === undefined ? `Found ${shown}.` : `Found ${shown}; required: ${limit}.`;
}

function evaluate(
  expression: string,
  { language, context }: Bench,
  type?: string,
): { value: unknown } | { error: string } {
  const fault = faultOf(language, expression, type);
  if (fault !== undefined) return { error: sentence(fault) };
  try {
    return { value: language.evaluate(expression, context) };
  } catch (error) {
    return { error: sentence(explain(error)) };
  }
}

function explain(error: unknown): string {
  if (error instanceof Unjudgeable) return error.message;
  const summary =
    error instanceof Error && "summary" in error ? String(error.summary) : String(error);
  const key = /^No such key: (.+)$/.exec(summary)?.[1];
  return key === undefined ? summary : `Nothing is recorded under "${key}".`;
}

function sentence(text: string): string {
  return /[.?]$/.test(text) ? text : `${text}.`;
}

/** A limit is CEL where it reads as such, otherwise words. */
function limitOf(limit: string, bench: Bench): string | undefined {
  if (faultOf(bench.language, limit) !== undefined) return limit;
  const value = evaluate(limit, bench);
  return "value" in value ? inWords(value.value) : undefined;
}

export function inWords(value: unknown): string {
  if (typeof value === "number") return shortNumber(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(inWords).join(", ");
  return typeof value === "string" ? value || "none" : String(value);
}

function sourceOf(
  check: PolicyCheck,
  { evidence, ages }: Bench,
): { source: string; measuredAt: string | null } {
  const { expression } = check;
  const run = evidence.run;
  if (/\b(run|lineage)\.|metric\(/.test(expression) && run)
    return { source: `run:${run.id}`, measuredAt: run.updated_at };
  if (/\b(artifact|signature)\./.test(expression) && evidence.artifact.digest)
    return { source: `artifact:${evidence.artifact.digest}`, measuredAt: ages.version };
  if (/\bmodel\./.test(expression))
    return { source: `model:${evidence.model.name}`, measuredAt: ages.model };
  return {
    source: `version:${evidence.model.name}/${evidence.version.number}`,
    measuredAt: ages.version,
  };
}
