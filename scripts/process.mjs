#!/usr/bin/env node
// One process alone, as often and on as many machines as wanted: `npm run web`, `npm run worker`.
import { nextBin } from "./lib/build.mjs";
import { listenAddress, productEnvironment } from "./lib/environment.mjs";
import { say, Stop } from "./lib/output.mjs";
import { at } from "./lib/paths.mjs";
import { begin, outsideDatabase, prepareBuild, prepareCode } from "./lib/prepare.mjs";
import { onStop, startChild, stopChild } from "./lib/processes.mjs";

async function main(kind) {
  if (kind !== "web" && kind !== "worker")
    throw new Stop("Say which process: node scripts/process.mjs web|worker");
  begin();
  await prepareCode();
  const databaseUrl = process.env.DATABASE_URL;
  if (!databaseUrl) throw new Stop("DATABASE_URL is needed to run one process alone.");
  await Promise.all([outsideDatabase(databaseUrl), prepareBuild()]);
  const { host, port, url } = listenAddress();
  const args =
    kind === "web"
      ? [nextBin, "start", "-H", host, "-p", String(port)]
      : ["--enable-source-maps", at(".next", "worker.mjs")];
  const child = startChild(args, productEnvironment({ url, databaseUrl }));
  let stopping = false;
  onStop((why) => {
    if (stopping) return;
    stopping = true;
    say(`Stopping (${why})`);
    void stopChild(child, 30_000);
  });
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
