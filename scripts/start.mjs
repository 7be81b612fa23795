#!/usr/bin/env node
// `npm start`: everything from a bare checkout to a running Gatehouse, and back down again in order.
import { buildPrograms } from "./lib/build.mjs";
import { demoIsDue, forgetDemo, loadDemo, showDemo } from "./lib/demo.mjs";
import { listenAddress, productEnvironment } from "./lib/environment.mjs";
import { fleet, startMember, untilAnswering } from "./lib/fleet.mjs";
import { complain, say, Stop } from "./lib/output.mjs";
import { freePort, portFault } from "./lib/ports.mjs";
import {
  begin,
  embeddedDatabase,
  outsideDatabase,
  prepareBuild,
  prepareCode,
} from "./lib/prepare.mjs";
import { onStop } from "./lib/processes.mjs";
import { supervise } from "./lib/supervise.mjs";

const dev = process.argv.includes("--dev");
/**
 * @typedef {import("./lib/fleet.mjs").Where} Where
 * @typedef {{ keeper: ReturnType<typeof supervise>, grace: number }} Kept
 * @type {{
 *   processes: Kept[],
 *   demo?: import("./lib/processes.mjs").Child | undefined,
 *   database?: import("./lib/prepare.mjs").EmbeddedDatabase,
 * }}
 */
const running = { processes: [] };
/**
 * When it was told to stop.
 * @type {number | undefined}
 */
let stopping;

/** @param {string} why */
async function stop(why, code = 0) {
  if (stopping) {
    // asked twice, and not by one Ctrl-C that came two ways: no more waiting for requests and jobs to end
    if (Date.now() - stopping < 1000) return;
    await Promise.all(running.processes.map(({ keeper }) => keeper.stop(0)));
    return;
  }
  stopping = Date.now();
  const started = running.processes.length > 0 || running.database !== undefined;
  if (started) say(`Stopping (${why})`);
  running.demo?.kill("SIGTERM");
  await Promise.all(running.processes.map(({ keeper, grace }) => keeper.stop(grace)));
  running.database?.stop();
  if (started) say("Stopped");
  process.exit(code);
}

/** @param {Where} where */
async function checkPort({ host, port }) {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return; // checkEnvironment says so
  // a web process whose launcher was just killed needs a moment to finish its requests
  for (let attempt = 0; attempt < 20; attempt++) {
    const fault = await portFault(port, host);
    if (!fault) return;
    if (fault === "EACCES") throw new Stop(`Port ${port} may not be opened by this user.`);
    if (fault !== "EADDRINUSE") throw new Stop(`HOST=${host} cannot be listened on (${fault}).`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Stop(
    `Port ${port} is taken. Choose another one, for example: PORT=${await freePort()} npm start`,
  );
}

/**
 * The embedded server is no child of ours: look after it, and bring it back when it was killed.
 * @param {() => Promise<unknown>} whenMoved
 */
function watchDatabase(whenMoved) {
  let busy = false;
  setInterval(async () => {
    const { database } = running;
    if (busy || stopping || !database || database.lives()) return;
    busy = true;
    say("The database ended; starting it again");
    try {
      running.database = await embeddedDatabase();
      if (running.database.appUrl !== database.appUrl) await whenMoved();
    } catch (error) {
      complain(error);
    }
    busy = false;
  }, 500).unref();
}

/** @param {string} host */
function isLoopback(host) {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

/**
 * @param {readonly import("./lib/fleet.mjs").Member[]} members
 * @param {Where & { url: string }} where
 */
function start(members, where) {
  const env = () => {
    const databaseUrl = running.database?.appUrl ?? process.env["DATABASE_URL"] ?? "";
    return productEnvironment({ url: where.url, databaseUrl, dev });
  };
  for (const member of members)
    running.processes.push({
      grace: member.grace,
      keeper: supervise(member.name, () => startMember(member, { where, env: env(), dev })),
    });
}

async function main() {
  begin();
  const where = listenAddress();
  await checkPort(where);
  await prepareCode();
  const outside = process.env["DATABASE_URL"];
  const database = async () => {
    if (outside) await outsideDatabase(outside);
    else running.database = await embeddedDatabase();
    if (running.database?.made) forgetDemo();
  };
  await Promise.all([database(), dev ? buildPrograms() : prepareBuild()]);
  if (stopping) return;
  const { database: embedded } = running;
  const due = embedded !== undefined && (await demoIsDue(embedded.url));
  start(
    fleet.filter(({ byClock }) => !(due && byClock)),
    where,
  );
  if (embedded)
    watchDatabase(() => Promise.all(running.processes.map(({ keeper }) => keeper.restart())));
  const up = await untilAnswering(where.url, {
    failed: () =>
      stopping !== undefined || running.processes.some(({ keeper }) => keeper.failures() > 4),
  });
  if (stopping) return;
  if (!up) throw new Stop("Gatehouse does not answer. What its processes said is above.");
  say(`Gatehouse is ready: ${where.url}`);
  if (!isLoopback(where.host))
    say(
      `HOST=${where.host} lets other machines in: set NEXTAUTH_URL to the address they use, and DEMO=no, for the demo accounts' password is public`,
    );
  if (due) {
    await loadDemo({
      url: where.url,
      databaseUrl: embedded.url,
      onChild: (c) => (running.demo = c),
    });
    if (stopping) return;
    start(
      fleet.filter(({ byClock }) => byClock),
      where,
    );
  }
  if (embedded) showDemo(where.url);
}

onStop((why) => void stop(why));
main().catch(async (error) => {
  if (stopping) return;
  complain(error);
  await stop("it could not go on", 1);
});
