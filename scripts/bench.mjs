#!/usr/bin/env node
// `npm run bench:tracking`: a database, a production build and a web process of its own; measures; cleans up.
import fs from "node:fs";
import { parseArgs } from "node:util";

import {
  measureLogBatch,
  measureLogMetric,
  measureSearch,
  measureBaselines,
} from "./bench/measure.mjs";
import { openWorkspace } from "./bench/open-workspace.mjs";
import { report } from "./bench/report.mjs";
import { residentMegabytes } from "./bench/resident.mjs";
import { seedRuns } from "./bench/seed-runs.mjs";
import { productEnvironment } from "./lib/environment.mjs";
import { say, Stop } from "./lib/output.mjs";
import { data } from "./lib/paths.mjs";
import { freePort } from "./lib/ports.mjs";
import { begin, embeddedDatabase, prepareBuild, prepareCode } from "./lib/prepare.mjs";
import { stopChild } from "./lib/processes.mjs";
import { startWeb, untilAnswering } from "./lib/web.mjs";

const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "50000" },
    seconds: { type: "string", default: "6" },
  },
});

async function withServer(body) {
  const folder = data("pg-bench");
  const artifacts = data("artifacts-bench");
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(artifacts, { recursive: true });
  const database = await embeddedDatabase({ folder });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const settings = productEnvironment({ url, databaseUrl: database.url });
  const env = { ...settings, ARTIFACT_DIR: artifacts, NEXTAUTH_URL: url };
  const web = startWeb({ host: "127.0.0.1", port, env });
  try {
    if (!(await untilAnswering(url))) throw new Stop("The web process does not answer.");
    await body({ url, databaseUrl: database.url, webPid: web.pid });
  } finally {
    await stopChild(web);
    database.stop();
    for (const used of [folder, artifacts]) fs.rmSync(used, { recursive: true, force: true });
  }
}

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
  await prepareCode();
  await prepareBuild();
  await withServer(measureAll);
} catch (error) {
  console.error(error instanceof Stop ? error.message : error);
  process.exitCode = 1;
}
