#!/usr/bin/env node
// `npm run bench:tracking`: a database, a production build and a web process of its own; measures; cleans up.
import { parseArgs } from "node:util";

import {
  measureLogBatch,
  measureLogMetric,
  measureSearch,
  measureBaselines,
} from "./bench/measure.mjs";
import { report } from "./bench/report.mjs";
import { residentMegabytes } from "./bench/resident.mjs";
import { seedRuns } from "./bench/seed-runs.mjs";
import { openWorkspace } from "./lib/open-workspace.mjs";
import { say, Stop } from "./lib/output.mjs";
import { withOwnServer } from "./lib/own-server.mjs";
import { begin } from "./lib/prepare.mjs";

const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "50000" },
    seconds: { type: "string", default: "6" },
  },
});

async function measureAll({ url, databaseUrl, webPid }) {
  const workspace = await openWorkspace(url);
  const runs = Number(options.runs);
  say(`Making ${runs} runs`);
  const seeded = await seedRuns(databaseUrl, workspace, runs);
  const before = residentMegabytes(webPid);
  say("Measuring");
  const baselines = await measureBaselines({ url, databaseUrl, key: workspace.key });
  const logMetric = await measureLogMetric(workspace, 2000);
  const logBatch = await measureLogBatch(workspace, {
    clients: 8,
    seconds: Number(options.seconds),
  });
  const searches = await measureSearch(workspace, seeded.experimentId, 100);
  const after = residentMegabytes(webPid);
  report({ runs, baselines, logMetric, logBatch, searches, resident: { before, after } });
}

try {
  begin();
  await withOwnServer("bench", measureAll);
} catch (error) {
  console.error(error instanceof Stop ? error.message : error);
  process.exitCode = 1;
}
