#!/usr/bin/env node
// `npm start`: everything from a bare checkout to a running Gatehouse, and back down again in order.
import { buildPrograms } from "./lib/build.mjs";
import { demoIsDue, forgetDemo, loadDemo, showDemo } from "./lib/demo.mjs";
import { listenAddress, productEnvironment } from "./lib/environment.mjs";
import { say, Stop } from "./lib/output.mjs";
import { at } from "./lib/paths.mjs";
import { freePort, portFault } from "./lib/ports.mjs";
import {
  begin,
  embeddedDatabase,
  outsideDatabase,
  prepareBuild,
  prepareCode,
} from "./lib/prepare.mjs";
import { onStop, startChild } from "./lib/processes.mjs";
import { supervise } from "./lib/supervise.mjs";
import { startWeb, untilAnswering } from "./lib/web.mjs";

const dev = process.argv.includes("--dev");
const running = { web: undefined, worker: undefined, demo: undefined, database: undefined };
/** When it was told to stop. */
let stopping;

async function stop(why, code = 0) {
  if (stopping) {
    // asked twice, and not by one Ctrl-C that came two ways: no more waiting for requests and jobs to end
    if (Date.now() - stopping < 1000) return;
    await Promise.all([running.web?.stop(0), running.worker?.stop(0)]);
    return;
  }
  stopping = Date.now();
  const started = Object.values(running).some(Boolean);
  if (started) say(`Stopping (${why})`);
  running.demo?.kill("SIGTERM");
  await Promise.all([running.web?.stop(15_000), running.worker?.stop(30_000)]);
  running.database?.stop();
  if (started) say("Stopped");
  process.exit(code);
}

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

/** The embedded server is no child of ours: look after it, and bring it back when it was killed. */
function watchDatabase(whenMoved) {
  let busy = false;
  setInterval(async () => {
    if (busy || stopping || running.database.lives()) return;
    busy = true;
    say("The database ended; starting it again");
    try {
      const { url } = running.database;
      running.database = await embeddedDatabase();
      if (running.database.url !== url) await whenMoved();
    } catch (error) {
      console.error(error.message);
    }
    busy = false;
  }, 500).unref();
}

function isLoopback(host) {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

function startProcesses(where) {
  const env = () =>
    productEnvironment({
      url: where.url,
      databaseUrl: running.database?.url ?? process.env.DATABASE_URL,
      dev,
    });
  running.web = supervise("web", () => startWeb({ ...where, dev, env: env() }));
  if (running.database)
    watchDatabase(() => Promise.all([running.web.restart(), running.worker?.restart()]));
  return () => {
    running.worker = supervise("worker", () =>
      startChild(["--enable-source-maps", at(".next", "worker.mjs")], env()),
    );
  };
}

async function main() {
  begin();
  const where = listenAddress();
  await checkPort(where);
  await prepareCode();
  const outside = process.env.DATABASE_URL;
  const database = async () => {
    if (outside) await outsideDatabase(outside);
    else running.database = await embeddedDatabase();
    if (running.database?.made) forgetDemo();
  };
  await Promise.all([database(), dev ? buildPrograms() : prepareBuild()]);
  if (stopping) return;
  const startWorker = startProcesses(where);
  // the demo plays the past: what the worker does would be dated today
  const due = !outside && (await demoIsDue(running.database.url));
  if (!due) startWorker();
  const up = await untilAnswering(where.url, {
    failed: () => running.web.failures() > 4 || stopping,
  });
  if (stopping) return;
  if (!up) throw new Stop("The web process does not answer. What it said is above.");
  say(`Gatehouse is ready: ${where.url}`);
  if (!isLoopback(where.host))
    say(
      `HOST=${where.host} lets other machines in: set NEXTAUTH_URL to the address they use, and DEMO=no, for the demo accounts' password is public`,
    );
  if (due) {
    await loadDemo({
      url: where.url,
      databaseUrl: running.database.url,
      onChild: (c) => (running.demo = c),
    });
    if (stopping) return;
    startWorker();
  }
  if (!outside) showDemo(where.url);
}

onStop((why) => void stop(why));
main().catch(async (error) => {
  if (stopping) return;
  console.error(error instanceof Stop ? error.message : error);
  await stop("it could not go on", 1);
});
