// What both `npm start` and `npm test` need before anything runs.
import fs from "node:fs";

import { ensureBuild } from "./build.mjs";
import { connect, databaseFault, migrate } from "./database.mjs";
import { checkNode, ensureDependencies } from "./dependencies.mjs";
import { checkEnvironment, loadEnvironment } from "./environment.mjs";
import { say, Stop } from "./output.mjs";
import { at, data } from "./paths.mjs";
import { exclusively } from "./processes.mjs";

const installing = at(".gatehouse-install.lock");

export function begin() {
  checkNode();
  loadEnvironment();
}

export async function prepareCode() {
  await exclusively(installing, "installing packages", ensureDependencies);
  await checkEnvironment();
  fs.mkdirSync(data(), { recursive: true });
}

export async function prepareBuild() {
  await exclusively(at(".gatehouse-build.lock"), "building", ensureBuild);
}

/** Starts the embedded server and brings the schema up to date. */
export async function embeddedDatabase(options = {}) {
  const { startPostgres } = await import("./pg.mjs");
  const folder = options.folder ?? data("pg");
  const server = await exclusively(`${folder}.lock`, "starting the database", () =>
    startPostgres({ ...options, folder }),
  );
  await migrate(server.url);
  say("The database is ready");
  return server;
}

export async function outsideDatabase(url) {
  const fault = await databaseFault(url);
  const { host, pathname } = new URL(url);
  if (fault)
    throw new Stop(`The database ${host}${pathname} of DATABASE_URL cannot be used: ${fault}.`);
  await migrate(url);
  say(`The database ${host}${pathname} is ready`);
}

export { connect };
