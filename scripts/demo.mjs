#!/usr/bin/env node
// `npm run demo`: loads the demo workspace into a Gatehouse that runs already.
import { bundle } from "./lib/build.mjs";
import { listenAddress } from "./lib/environment.mjs";
import { Stop } from "./lib/output.mjs";
import { at } from "./lib/paths.mjs";
import { begin, prepareCode } from "./lib/prepare.mjs";
import { run } from "./lib/processes.mjs";

try {
  begin();
  await prepareCode();
  await bundle("scripts/demo.ts", ".next/demo.mjs");
  const given = process.argv.slice(2);
  const where = given.includes("--url") ? [] : ["--url", listenAddress().url];
  await run(process.execPath, [at(".next", "demo.mjs"), ...where, ...given], { name: "the demo" });
} catch (error) {
  console.error(error instanceof Stop ? error.message : error);
  process.exitCode = 1;
}
