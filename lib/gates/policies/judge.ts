import "server-only";
import type { Environment } from "@marcbachmann/cel-js";

import { canonicalJson } from "@/lib/audit/rules";
import type { SourceOf } from "@/lib/evidence/gather";
import { contextOf, faultOf, Unjudgeable } from "@/lib/evidence/language";
import { resolved } from "@/lib/evidence/path";
import { isWhole, tellingApart, wholeNumber } from "@/lib/format";
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
  const found = value && "value" in value ? value.value : undefined;
  const facts = factsOf(check.limit, found, bench);
  const { id, title, level } = check;
  const base = { id, title, level, ...whereFrom(check, bench), ...facts };
  if ("error" in outcome)
    return { ...base, verdict: "error", reason: `Could not be judged. ${outcome.error}` };
  if (outcome.value === true)
    return { ...base, verdict: "pass", reason: reasonOf(facts, "It holds.") };
  const cause = value && "error" in value ? value.error : "It does not hold.";
  return { ...base, verdict: "fail", reason: reasonOf(facts, cause) };
}

function reasonOf({ value, limit }: Facts, otherwise: string): string {
  if (value === undefined) return otherwise;
  return limit === undefined ? `Found ${value}.` : `Found ${value}; required: ${limit}.`;
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

type Facts = Pick<CheckResult, "value" | "limit" | "wholeValue" | "wholeLimit">;

/** What was found and what it is held against, in words that tell the two apart. */
function factsOf(written: string | undefined, found: unknown, bench: Bench): Facts {
  const { limit, wholeLimit, numbers } = limitOf(written, found, bench);
  const facts: Facts = {};
  if (found !== undefined) facts.value = inWords(found, numbers);
  if (limit !== undefined) facts.limit = limit;
  if (typeof found === "number" && !isWhole(facts.value ?? "", found))
    facts.wholeValue = wholeNumber(found);
  if (wholeLimit !== limit && wholeLimit !== undefined) facts.wholeLimit = wholeLimit;
  return facts;
}

type Limit = {
  limit?: string | undefined;
  wholeLimit?: string | undefined;
  numbers: readonly number[];
};

/** A limit is CEL where it reads as such, otherwise words; and the numbers in it, for the value to be told from them. */
function limitOf(limit: string | undefined, value: unknown, bench: Bench): Limit {
  if (limit === undefined) return { numbers: [] };
  if (faultOf(bench.language, limit) !== undefined) return { limit, numbers: numbersIn(limit) };
  const against = typeof value === "number" ? [value] : [];
  const numbers: number[] = [];
  const language = languageOver(bench.evidence, (number) => {
    numbers.push(number);
    return inWords(number, against);
  });
  const found = evaluate(limit, { ...bench, language });
  const whole = evaluate(limit, bench);
  if ("error" in found || "error" in whole) return { numbers };
  if (typeof found.value === "number") numbers.push(found.value);
  const words = inWords(found.value, against);
  return {
    limit: words,
    wholeLimit: typeof whole.value === "number" ? wholeNumber(whole.value) : inWords(whole.value),
    numbers: numbers.length > 0 ? numbers : numbersIn(words),
  };
}

function numbersIn(words: string): number[] {
  return (words.match(/-?\d+(\.\d+)?(e-?\d+)?/gi) ?? []).map(Number);
}

/** Numbers to five digits, and to as many more as tell them from those they are held against. */
export function inWords(value: unknown, against: readonly number[] = []): string {
  if (typeof value === "number") return tellingApart([value, ...against], 5)(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value))
    return value.length === 0 ? "none" : value.map((item) => inWords(item)).join(", ");
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
