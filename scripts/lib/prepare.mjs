// What both `npm start` and `npm test` need before anything runs.
import fs from "node:fs";

import { appRole } from "./app-role.mjs";
import { build, buildIsThere } from "./build.mjs";
import { databaseFault, mayRewriteAudit, migrate } from "./database.mjs";
import { checkNode, dependenciesAreThere, installDependencies } from "./dependencies.mjs";
import { auditKey, checkEnvironment, loadEnvironment, secrets } from "./environment.mjs";
import { faultCode } from "./fault-code.mjs";
import { say, Stop } from "./output.mjs";
import { at, data } from "./paths.mjs";
import { exclusively } from "./processes.mjs";

export function begin() {
  checkNode();
  loadEnvironment();
}

export async function prepareCode() {
  await once(
    ".gatehouse-install.lock",
    "installing packages",
    dependenciesAreThere,
    installDependencies,
  );
  await checkEnvironment();
  prepareData();
}

/** What is damaged or in the way is told before anything is started, and nothing of it is touched. */
function prepareData() {
  for (const folder of [data(), process.env["ARTIFACT_DIR"] ?? data("artifacts")]) {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    fs.accessSync(folder, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK);
  }
  const database = data("pg");
  if (fs.existsSync(database) && !fs.statSync(database).isDirectory())
    throw new Stop(`${database} is a file, where the folder of the database is needed.`);
  if (!process.env["NEXTAUTH_SECRET"]) secrets();
  if (!process.env["AUDIT_KEY"]) auditKey();
}

export async function prepareBuild() {
  await once(".gatehouse-build.lock", "building", buildIsThere, build);
}

/**
 * Where nothing is to be done nothing is written, so a checkout that another user prepared will do.
 * @param {string} lock
 * @param {string} what
 * @param {() => boolean} isThere
 * @param {() => Promise<void>} make
 */
async function once(lock, what, isThere, make) {
  if (isThere()) return;
  try {
    await exclusively(at(lock), what, async () => (isThere() ? undefined : make()));
  } catch (error) {
    if (!["EACCES", "EROFS"].includes(faultCode(error) ?? "")) throw error;
    const path = error instanceof Error && "path" in error ? String(error.path) : "A file";
    throw new Stop(`${path} cannot be written by this user, which ${what} needs.`);
  }
}

/** @typedef {Awaited<ReturnType<typeof embeddedDatabase>>} EmbeddedDatabase */

/**
 * Starts the embedded server and brings the schema up to date.
 * @param {{ folder?: string, database?: string, fast?: boolean }} [options]
 */
export async function embeddedDatabase(options = {}) {
  const { startPostgres } = await import("./pg.mjs");
  const folder = options.folder ?? data("pg");
  const server = await exclusively(`${folder}.lock`, "starting the database", () =>
    startPostgres({ ...options, folder }),
  );
  await migrate(server.url, { app: appRole });
  say("The database is ready");
  return server;
}

/**
 * With an owner's address beside it, the role of this one gets what the processes need and no more.
 * @param {string} url
 */
export async function outsideDatabase(url) {
  const fault = await databaseFault(url);
  const { host, pathname, username } = new URL(url);
  if (fault)
    throw new Stop(`The database ${host}${pathname} of DATABASE_URL cannot be used: ${fault}.`);
  const owner = process.env["DATABASE_OWNER_URL"];
  if (owner) await migrate(owner, { app: decodeURIComponent(username) });
  else await migrate(url);
  say(`The database ${host}${pathname} is ready`);
  if (await mayRewriteAudit(url))
    say(
      "The role of DATABASE_URL may change and delete entries of the audit log. docs/security.md says how to give Gatehouse a role that may not",
    );
}
