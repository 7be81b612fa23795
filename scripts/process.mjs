#!/usr/bin/env node
// One process alone, as often and on as many machines as wanted: `npm run web`, `npm run worker`.
import { listenAddress, productEnvironment } from "./lib/environment.mjs";
import { say, Stop } from "./lib/output.mjs";
import { at } from "./lib/paths.mjs";
import { begin, outsideDatabase, prepareBuild, prepareCode } from "./lib/prepare.mjs";
import { onStop, startChild, stopChild } from "./lib/processes.mjs";
import { startWeb, untilAnswering } from "./lib/web.mjs";

async function main(kind) {
  if (kind !== "web" && kind !== "worker")
    throw new Stop("Say which process: node scripts/process.mjs web|worker");
  begin();
  await prepareCode();
  const databaseUrl = process.env.DATABASE_URL;
  if (!databaseUrl) throw new Stop("DATABASE_URL is needed to run one process alone.");
  await Promise.all([outsideDatabase(databaseUrl), prepareBuild()]);
  const where = listenAddress();
  const env = productEnvironment({ url: where.url, databaseUrl });
  const child =
    kind === "web"
      ? startWeb({ ...where, env })
      : startChild(["--enable-source-maps", at(".next", "worker.mjs")], env);
  let stopping = false;
  onStop((why) => {
    if (stopping) return;
    stopping = true;
    say(`Stopping (${why})`);
    void stopChild(child, 30_000);
  });
  if (kind === "worker") say("The worker is running");
  else if (await untilAnswering(where.url, { failed: () => child.exitCode !== null }))
    say(`Gatehouse is ready: ${where.url}`);
  const how = await child.done;
  if (!stopping) throw new Stop(`The ${kind} process ended (${how}).`);
}

main(process.argv[2]).then(
  () => process.exit(0),
  (error) => {
    console.error(error instanceof Stop ? error.message : error);
    process.exit(1);
  },
);
