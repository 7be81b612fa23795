#!/usr/bin/env node
// `npm run check`: format, lint, types and unit tests, in seconds and without a database.
import { spawn } from "node:child_process";

import { say, Stop } from "./lib/output.mjs";
import { at, nextBin, root } from "./lib/paths.mjs";
import { begin, prepareCode } from "./lib/prepare.mjs";

/** @param {...string} parts */
const program = (...parts) => at("node_modules", ...parts);

/**
 * Output is held back until the end, so that steps that run at once do not mix theirs.
 * @param {string} name
 * @param {...string} args
 * @returns {Promise<boolean>}
 */
function step(name, ...args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => (output += text));
    child.on("close", (code) => {
      say(`${code === 0 ? "passed" : "FAILED"}  ${name}`);
      if (code !== 0) console.log(output.trimEnd());
      resolve(code === 0);
    });
  });
}

async function types() {
  const made = await step("route types", nextBin, "typegen");
  const checked = await step("types", program("typescript", "bin", "tsc"), "--noEmit");
  return made && checked;
}

async function main() {
  begin();
  await prepareCode();
  const results = await Promise.all([
    step("format", program("oxfmt", "bin", "oxfmt"), "--check"),
    step("lint", program("oxlint", "bin", "oxlint")),
    types(),
    step("unit tests", program("vitest", "vitest.mjs"), "run", "--project=unit"),
  ]);
  return results.every(Boolean);
}

main().then(
  (passed) => process.exit(passed ? 0 : 1),
  (error) => {
    console.error(error instanceof Stop ? error.message : error);
    process.exit(1);
  },
);
