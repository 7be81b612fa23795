#!/usr/bin/env node
// `npm run bench:tracking`: a database, a production build and a web process of its own; measures; cleans up.
// `-- --only=writes,search` measures only these parts.
import { parseArgs } from "node:util";

import { measureBaselines } from "./bench/baselines.mjs";
import { measureChain } from "./bench/chain.mjs";
import { logCurve, measureSamples, withoutAutovacuum } from "./bench/curves.mjs";
import { figure, report } from "./bench/report.mjs";
import { residentMegabytes } from "./bench/resident.mjs";
import {
  measureSearchExperiments,
  measureSearchRuns,
  others,
  plain,
  threeConditions,
} from "./bench/searches.mjs";
import { seedRuns } from "./bench/seed-runs.mjs";
import {
  measureCreateRun,
  measureLogBatch,
  measureLogMetric,
  measurePutArtifact,
} from "./bench/writes.mjs";
import { openWorkspace } from "./lib/open-workspace.mjs";
import { say, Stop } from "./lib/output.mjs";
import { withOwnServer } from "./lib/own-server.mjs";
import { begin } from "./lib/prepare.mjs";

const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "50000" },
    seconds: { type: "string", default: "6" },
    points: { type: "string", default: "1000000" },
    only: { type: "string", default: "writes,search,curves,batch,chain" },
  },
});

/**
 * @typedef {import("./bench/writes.mjs").Bench} Bench
 * @typedef {import("./bench/report.mjs").Figure} Figure
 * @type {Record<string, (ws: Bench) => Promise<Figure[]>>}
 */
const parts = {
  async writes(ws) {
    return [
      figure("log-metric", await measureLogMetric(ws, 2000), { p50: 2.5 }),
      figure("runs/create", await measureCreateRun(ws, 1000), { p50: 2.5 }),
      figure("experiments/search", await measureSearchExperiments(ws, 1000), { p50: 1.5 }),
      figure("artifact of one byte", await measurePutArtifact(ws, 1000), { p50: 4 }),
    ];
  },

  async search(ws) {
    const runs = Number(options.runs);
    say(`Making ${runs} runs`);
    const { experimentId } = await seedRuns(ws, runs);
    /**
     * @param {import("./bench/searches.mjs").Search} search
     * @param {import("./bench/report.mjs").Limit} under
     */
    const named = async (search, under) =>
      figure(
        `runs/search, ${search.name}`,
        await measureSearchRuns(ws, experimentId, search, 100),
        under,
      );
    const figures = [await named(plain, { p50: 8 }), await named(threeConditions, { p50: 12 })];
    for (const search of others) figures.push(await named(search, { p95: 50 }));
    return figures;
  },

  curves: (ws) =>
    withoutAutovacuum(ws.databaseUrl, async () => {
      const short = await logCurve(ws, 100_000, 1);
      const figures = [
        figure("320 of 100,000 points", await measureSamples(ws, short, 40), { p50: 20 }),
      ];
      const points = Number(options.points);
      say(`Logging a curve of ${points} points`);
      const long = await logCurve(ws, points, 8);
      const samples = await measureSamples(ws, long, 20);
      return [...figures, figure(`320 of ${points} points`, samples, { p50: 60 })];
    }),
};

/** @param {import("./lib/own-server.mjs").OwnServer} server */
async function measureAll({ url, databaseUrl, webPid, start }) {
  const ws = { ...(await openWorkspace(url)), databaseUrl };
  const wanted = options.only.split(",");
  const baselines = await measureBaselines({ url, databaseUrl });
  const before = residentMegabytes(webPid);
  const figures = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (!wanted.includes(name)) continue;
    say(`Measuring: ${name}`);
    figures.push(...(await measure(ws)));
  }
  let logBatch;
  if (wanted.includes("batch")) {
    say("Measuring: batch");
    logBatch = await measureLogBatch(ws, { clients: 8, seconds: Number(options.seconds) });
    figures.push(figure("log-batch of 1,000, 8 clients", logBatch.durations));
  }
  const after = residentMegabytes(webPid);
  let chain;
  if (wanted.includes("chain")) {
    say("Measuring: chain, until the worker has sealed every receipt");
    start("worker");
    chain = await measureChain(ws, Number(options.points));
  }
  report({ baselines, figures, logBatch, resident: { before, after }, chain });
}

try {
  begin();
  await withOwnServer("bench", measureAll);
} catch (error) {
  console.error(error instanceof Stop ? error.message : error);
  process.exitCode = 1;
}
