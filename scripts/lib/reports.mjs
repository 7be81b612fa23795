import { readText } from "./paths.mjs";

/** Counts of a run by vitest's JSON reporter. A file that did not even load counts as one failure. */
export function vitestCounts(file) {
  const report = parse(file);
  if (!report) return { passed: 0, failed: 1 };
  const unloaded = report.testResults.filter(
    (result) => result.status === "failed" && result.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length + (empty(report) ? 1 : 0),
  };
}

function empty(report) {
  return !report.success && report.numFailedTests === 0 && report.testResults.length === 0;
}

/** Counts of a run by Playwright's JSON reporter. Errors outside a test count as failures. */
export function playwrightCounts(file) {
  const report = parse(file);
  if (!report) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky } = report.stats;
  return { passed: expected, failed: unexpected + flaky + report.errors.length };
}

function parse(file) {
  try {
    return JSON.parse(readText(file));
  } catch {
    return undefined;
  }
}
