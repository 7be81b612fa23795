import type { CheckResult } from "@/lib/gates/rules";

/** The must checks that stand in the way of a go: failed ones, and ones that could not be judged. */
export function blocking(checks: readonly CheckResult[]): CheckResult[] {
  return checks.filter((check) => check.level === "must" && check.verdict !== "pass");
}
