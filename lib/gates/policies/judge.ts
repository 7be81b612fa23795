import "server-only";
import type { Environment } from "@marcbachmann/cel-js";

import { canonicalJson } from "@/lib/audit/rules";
import type { SourceOf } from "@/lib/evidence/gather";
import { contextOf, faultOf, shortNumber, Unjudgeable } from "@/lib/evidence/language";
import { resolved } from "@/lib/evidence/path";
import { checkReads, languageOver } from "@/lib/gates/policies/policy-language";
import { sections, type Evidence } from "@/lib/gates/rounds/sections";
import type { CheckResult, PolicyCheck, PolicyContent } from "@/lib/gates/rules";

type Sources = ReadonlyMap<string, SourceOf>;

type Bench = {
  language: Environment;
  context: Record<string, unknown>;
  evidence: Evidence;
  sources: Sources;
};

/** What each check of a policy says of the evidence. Pure: the same evidence gives the same results. */
export function judge(
  policy: Pick<PolicyContent, "checks">,
  { evidence, sources }: { evidence: Evidence; sources: Sources },
): CheckResult[] {
  const context = contextOf(sections, evidence);
  const bench = { language: languageOver(evidence), context, evidence, sources };
  return policy.checks.map((check) => judgeCheck(check, bench));
}

function judgeCheck(check: PolicyCheck, bench: Bench): CheckResult {
  const outcome = evaluate(check.expression, bench, "bool");
  const value = check.value === undefined ? undefined : evaluate(check.value, bench);
  const limit = check.limit === undefined ? undefined : limitOf(check.limit, bench);
  const shown = value && "value" in value ? inWords(value.value) : undefined;
  const { id, title, level } = check;
  const base = { id, title, level, ...whereFrom(check, bench) };
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
  if (typeof value === "object" && value !== null) return canonicalJson(value);
  return typeof value === "string" ? value || "none" : String(value);
}

type WhereFrom = Pick<CheckResult, "source" | "measuredAt" | "late">;

/** The record the check rests on, and which of its metrics came after the run was over. */
function whereFrom(check: PolicyCheck, { evidence, sources }: Bench): WhereFrom {
  const paths = checkReads(check).map((path) => resolved(path, evidence));
  const read = new Set(paths.map(([name]) => name));
  const [known] = sections.flatMap(({ name }) => (read.has(name) && sources.get(name)) || []);
  const { source, measuredAt } = known ??
    sources.get("version") ?? { source: "", measuredAt: null };
  const late = paths.flatMap(([name, field, key]) =>
    name === "run" && field === "metrics" && evidence.run.late_metrics.includes(key ?? "")
      ? [String(key)]
      : [],
  );
  return {
    source,
    measuredAt: measuredAt?.toISOString() ?? null,
    ...(late.length > 0 ? { late: [...new Set(late)] } : {}),
  };
}
