import { readText } from "./paths.mjs";

/**
 * @typedef {{ passed: number, failed: number }} Counts
 * @typedef {{ status: string, assertionResults: unknown[] }} TestFile
 * @typedef {object} VitestReport
 * @property {boolean} success
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {TestFile[]} testResults
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, unexpected: number, flaky: number }} stats
 * @property {unknown[]} errors
 */

/**
 * Counts of a run by vitest's JSON reporter. A file that did not even load counts as one failure.
 * @param {string} file
 * @returns {Counts}
 */
export function vitestCounts(file) {
  /** @type {VitestReport | undefined} */
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

/** @param {VitestReport} report */
function empty(report) {
  return !report.success && report.numFailedTests === 0 && report.testResults.length === 0;
}

/**
 * Counts of a run by Playwright's JSON reporter. Errors outside a test count as failures.
 * @param {string} file
 * @returns {Counts}
 */
export function playwrightCounts(file) {
  /** @type {PlaywrightReport | undefined} */
  const report = parse(file);
  if (!report) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky } = report.stats;
  return { passed: expected, failed: unexpected + flaky + report.errors.length };
}

/** @param {string} file */
function parse(file) {
  try {
    return JSON.parse(readText(file));
  } catch {
    return undefined;
  }
}
