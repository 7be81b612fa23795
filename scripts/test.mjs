#!/usr/bin/env node
// `npm test`: the same preparation as `npm start`, then unit, db, api and e2e tests against real processes.
// `npm test -- unit db` runs only these parts; other words are handed on as a filter on the files.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

import { connect } from "./lib/database.mjs";
import { fleet, startMember, untilAnswering } from "./lib/fleet.mjs";
import { say, Stop } from "./lib/output.mjs";
import { at, data } from "./lib/paths.mjs";
import { freePort } from "./lib/ports.mjs";
import { begin, embeddedDatabase, prepareBuild, prepareCode } from "./lib/prepare.mjs";
import { ended, onStop, run, stopChild } from "./lib/processes.mjs";
import { playwrightCounts, vitestCounts } from "./lib/reports.mjs";

const parts = ["unit", "db", "api", "e2e"];
const words = process.argv.slice(2);
const chosen = parts.filter((part) => words.includes(part));
const wanted = new Set(chosen.length > 0 ? chosen : parts);
const filter = words.filter((word) => !parts.includes(word));

const total = { passed: 0, failed: 0 };
/**
 * @type {{
 *   processes: import("./lib/processes.mjs").Child[],
 *   database?: import("./lib/prepare.mjs").EmbeddedDatabase,
 * }}
 */
const running = { processes: [] };
const folder = data(`test-${Date.now().toString(36)}`);
/** @param {string} part */
const name = (part) => `${path.basename(folder).replace("-", "_")}_${part}`;

/** @param {import("./lib/reports.mjs").Counts} counts */
function count({ passed, failed }) {
  total.passed += passed;
  total.failed += failed;
}

/**
 * A part that cannot even run is a failure, and the parts after it still get their turn.
 * @param {string} title
 * @param {() => Promise<void>} body
 */
async function attempt(title, body) {
  say(title);
  try {
    await body();
  } catch (error) {
    console.error(error instanceof Stop ? error.message : error);
    count({ passed: 0, failed: 1 });
  }
}

/** @param {string} part */
async function database(part) {
  const server = await embeddedDatabase({
    folder: data("pg-test"),
    database: name(part),
    fast: true,
  });
  running.database = server;
  return server;
}

/**
 * @param {string} databaseUrl
 * @param {string} part
 * @returns {import("./lib/processes.mjs").Environment}
 */
function testEnvironment(databaseUrl, part) {
  const artifacts = path.join(folder, `${part}-artifacts`);
  fs.mkdirSync(artifacts, { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync("ed25519");
  const kept = Object.entries(process.env).filter(
    ([key]) => !/^(OIDC_|AUDIT_|PORT$|HOST$|NEXTAUTH_)/.test(key),
  );
  return {
    NEXTAUTH_URL: "http://127.0.0.1",
    ...Object.fromEntries(kept),
    NEXTAUTH_SECRET: randomBytes(32).toString("base64url"),
    DATABASE_URL: databaseUrl,
    ARTIFACT_DIR: artifacts,
    AUDIT_DIR: path.join(folder, `${part}-audit`),
    AUDIT_KEY: privateKey.export({ type: "pkcs8", format: "der" }).toString("base64"),
    NEXT_TELEMETRY_DISABLED: "1",
    LOG_LEVEL: process.env["LOG_LEVEL"] ?? "warn",
  };
}

async function vitest() {
  const report = path.join(folder, "vitest.json");
  const projects = ["unit", "db", "api"].filter((project) => wanted.has(project));
  const env = testEnvironment(projects.at(-1) === "unit" ? "" : (await database("db")).url, "db");
  const args = ["run", "--passWithNoTests", "--reporter=default", "--reporter=json"];
  args.push(`--outputFile.json=${report}`, ...projects.map((project) => `--project=${project}`));
  await run(process.execPath, [at("node_modules/vitest/vitest.mjs"), ...args, ...filter], {
    env,
  }).catch(() => undefined);
  count(vitestCounts(report));
}

/**
 * The processes connect as in production; the tests own the tables, for what they change by hand.
 * @param {import("./lib/processes.mjs").Environment} env
 * @param {string} databaseUrl
 */
async function serve(env, databaseUrl) {
  const port = await freePort();
  const where = { host: "127.0.0.1", port };
  const url = `http://127.0.0.1:${port}`;
  const served = {
    ...env,
    DATABASE_URL: databaseUrl,
    NODE_ENV: "production",
    NEXTAUTH_URL: url,
  };
  running.processes = fleet.map((member) => startMember(member, { where, env: served }));
  const failed = () => running.processes.some(ended);
  if (!(await untilAnswering(url, { seconds: 60, failed })))
    throw new Stop("Gatehouse does not answer.");
  return url;
}

async function playwright() {
  await prepareBuild();
  const { findBrowser } = await import("./lib/browser.mjs");
  const browser = await findBrowser();
  say(`The browser is ${browser}`);
  const { url: owner, appUrl } = await database("web");
  const issuer = `http://127.0.0.1:${await freePort()}`;
  const env = {
    ...testEnvironment(owner, "web"),
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: "gatehouse",
    OIDC_CLIENT_SECRET: "gatehouse-test-client-secret",
    OIDC_ROLE_CLAIM: "groups",
    OIDC_WORKSPACE: "first-workspace",
  };
  const url = await serve(env, appUrl);
  const tests = { ...env, BASE_URL: url, NEXTAUTH_URL: url, CHROMIUM_PATH: browser };
  // the very first visit needs an empty database, and leaves the workspace that OIDC members join
  for (const projects of [["first"], ["api", "e2e"]]) {
    const only = projects.includes("first") ? [] : filter;
    const report = path.join(folder, `playwright-${projects.join("-")}.json`);
    const args = [at("node_modules/@playwright/test/cli.js"), "test", "--pass-with-no-tests"];
    args.push("--reporter=list,json", ...projects.map((project) => `--project=${project}`));
    await run(process.execPath, [...args, ...only], {
      env: { ...tests, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    }).catch(() => undefined);
    count(playwrightCounts(report));
  }
}

/**
 * Whether a run so named began hours ago.
 * @param {string} label
 */
const old = (label) => Date.now() - Number.parseInt(label.slice(5), 36) > 6 * 3_600_000;

/** This run's databases and folder, and those of runs that were killed. */
async function clean() {
  for (const entry of fs.readdirSync(data()))
    if (entry === path.basename(folder) || (/^test-\w+$/.test(entry) && old(entry)))
      fs.rmSync(data(entry), { recursive: true, force: true });
  const { database: server } = running;
  if (!server?.lives()) return;
  const sql = await connect(server.admin);
  const rows = await sql`select datname from pg_database where datname like ${"test\\_%"}`;
  for (const { datname } of rows)
    if ([name("db"), name("web")].includes(datname) || old(datname.split("_", 2).join("_")))
      await sql`drop database if exists ${sql(datname)} with (force)`.catch(() => undefined);
  await sql.end();
}

let ending;
function end() {
  ending ??= (async () => {
    await Promise.all(running.processes.map((child) => stopChild(child)));
    await clean();
    running.database?.stop();
  })();
  return ending;
}

async function main() {
  begin();
  await prepareCode();
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (["unit", "db", "api"].some((each) => wanted.has(each)))
    await attempt("Unit, database and API tests", vitest);
  if (wanted.has("e2e")) await attempt("Browser tests", playwright);
}

onStop(() => void end().then(() => process.exit(130)));
try {
  await main();
} catch (error) {
  console.error(error instanceof Stop ? error.message : error);
  count({ passed: 0, failed: 1 });
}
await end();
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);
