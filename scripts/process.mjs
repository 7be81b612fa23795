#!/usr/bin/env node
// One process of the fleet alone, as often and on as many machines as wanted: `npm run web`, `npm run worker`.
import { listenAddress, productEnvironment } from "./lib/environment.mjs";
import { fleet, startMember, untilAnswering } from "./lib/fleet.mjs";
import { complain, say, Stop } from "./lib/output.mjs";
import { begin, outsideDatabase, prepareBuild, prepareCode } from "./lib/prepare.mjs";
import { ended, onStop, stopChild } from "./lib/processes.mjs";

/** @param {string | undefined} kind */
async function main(kind) {
  const member = fleet.find(({ name }) => name === kind);
  if (!member)
    throw new Stop(
      `Say which process: node scripts/process.mjs ${fleet.map(({ name }) => name).join("|")}`,
    );
  begin();
  await prepareCode();
  const databaseUrl = process.env["DATABASE_URL"];
  if (!databaseUrl) throw new Stop("DATABASE_URL is needed to run one process alone.");
  await Promise.all([outsideDatabase(databaseUrl), prepareBuild()]);
  const where = listenAddress();
  const env = productEnvironment({ url: where.url, databaseUrl });
  const child = startMember(member, { where, env });
  let stopping = false;
  onStop((why) => {
    if (stopping) return;
    stopping = true;
    say(`Stopping (${why})`);
    void stopChild(child, member.grace);
  });
  if (!member.listens) say(`The ${member.name} process is running`);
  else if (await untilAnswering(where.url, { failed: () => ended(child) }))
    say(`Gatehouse is ready: ${where.url}`);
  const how = await child.done;
  if (!stopping) throw new Stop(`The ${member.name} process ended (${how}).`);
}

main(process.argv[2]).then(
  () => process.exit(0),
  (error) => {
    complain(error);
    process.exit(1);
  },
);
