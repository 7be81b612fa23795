// Starts, takes over and stops the embedded PostgreSQL: loopback only, a free port, a password of its own.
import fs from "node:fs";
import path from "node:path";

import { appRole, ensureAppRole } from "./app-role.mjs";
import { connect } from "./database.mjs";
import { faultCode } from "./fault-code.mjs";
import { say, Stop } from "./output.mjs";
import { readText } from "./paths.mjs";
import { keepAccess, knownAccess, newAccess, putAside } from "./pg-access.mjs";
import { giveTo, serverPlan } from "./pg-binaries.mjs";
import { freePort, portFault } from "./ports.mjs";
import { alive, aliveLauncher, commandLine, processEnv } from "./processes.mjs";

/**
 * @typedef {import("./pg-access.mjs").Access} Access
 * @typedef {ReturnType<typeof openServer>} Server
 */

/**
 * `fast` trades crash safety for speed (tests). Answers the database's address as its owner and as the role of the
 * processes, whether the server still lives, and how to stop it; a server that another living launcher owns is shared
 * and left running.
 * @param {{ folder: string, database?: string | undefined, fast?: boolean | undefined }} options
 */
export async function startPostgres({ folder, database = "gatehouse", fast = false }) {
  const server = openServer(path.resolve(folder));
  const made = initialise(server, fast);
  voidDeadPid(server);
  const running = server.run("pg_ctl", ["-D", server.data, "status"]).status === 0;
  const owner = Number(readText(server.ownerFile));
  const shared = running && owner !== process.pid && aliveLauncher(owner);
  if (!shared) fs.writeFileSync(server.ownerFile, String(process.pid), { mode: 0o600 });
  if (running) server.access.port = serverPort(server);
  else await launch(server, fast);
  const url = address(server.access, database);
  try {
    await ensureDatabase(server.access, database);
  } catch (error) {
    if (!shared) stop(server);
    throw error;
  }
  if (made) say("Made the embedded PostgreSQL database");
  return {
    url,
    appUrl: address(
      { ...server.access, user: appRole, password: server.access.appPassword },
      database,
    ),
    made,
    admin: address(server.access, "postgres"),
    lives: () => alive(Number.parseInt(readText(server.pidFile), 10)),
    stop: () => stop(server),
  };
}

/** @param {string} folder */
function openServer(folder) {
  const plan = serverPlan(folder);
  const data = path.join(plan.folder, "data");
  fs.mkdirSync(path.dirname(plan.folder), { recursive: true }); // a recursive mkdir with a mode closes the parents too
  if (!fs.existsSync(plan.folder)) fs.mkdirSync(plan.folder);
  // where the server runs as another account, only its data is that account's: it passes through this folder
  fs.chmodSync(plan.folder, plan.account ? 0o711 : 0o700);
  giveTo(plan.account, data);
  const windows = process.platform === "win32";
  /** @type {Record<string, string | undefined>} */
  const env = {
    PATH: process.env["PATH"],
    LC_ALL: "C",
    TZ: "UTC",
    ...(windows ? { SystemRoot: process.env["SystemRoot"] } : {}),
  };
  return {
    ...plan,
    access: newAccess(),
    data,
    env,
    accessFile: path.join(plan.folder, "access.json"),
    logFile: path.join(data, "server.log"),
    pidFile: path.join(data, "postmaster.pid"),
    ownerFile: path.join(plan.folder, "owner.pid"),
    /**
     * @param {string} name
     * @param {readonly string[]} args
     * @param {{ input?: string }} [told]
     */
    run(name, args, { input } = {}) {
      const file = path.join(plan.native, "bin", windows ? `${name}.exe` : name);
      const result = plan.exec(file, args, {
        env: processEnv(env),
        encoding: "utf8",
        stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
        ...(input === undefined ? {} : { input }),
      });
      if (result.error) throw result.error;
      return result;
    },
  };
}

/**
 * Makes the cluster unless one is there; an attempt that was interrupted is made again beside it.
 * @param {Server} server
 * @param {boolean} fast
 */
function initialise(server, fast) {
  const known = knownAccess(server);
  if (known) {
    server.access = known;
    keepAccess(server, known);
    return false;
  }
  putAside(server);
  server.access = newAccess();
  keepAccess(server, server.access);
  fs.mkdirSync(server.data, { mode: 0o700 });
  giveTo(server.account, server.data);
  const { user, password } = server.access;
  withPasswordFile(server, password, (passwordFile) => {
    const args = ["-D", server.data, "-U", user, "--auth=scram-sha-256"];
    args.push(`--pwfile=${passwordFile}`, "-E", "UTF8", "--locale=C", "--no-instructions");
    if (fast) args.push("--no-sync");
    const result = server.run("initdb", args);
    if (result.status !== 0) throw new Stop(`initdb failed: ${result.stderr}`);
  });
  server.access.made = true;
  keepAccess(server, server.access);
  return true;
}

/**
 * @param {Server} server
 * @param {string} password
 * @param {(file: string) => void} body
 */
function withPasswordFile(server, password, body) {
  const file = path.join(server.folder, "password");
  fs.rmSync(file, { force: true });
  fs.writeFileSync(file, password, { mode: 0o600, flag: "wx" });
  giveTo(server.account, file);
  try {
    body(file);
  } finally {
    fs.rmSync(file, { force: true });
  }
}

/**
 * Gives a database whose password is lost a new one, while no server runs on it.
 * @param {string} folder
 */
export function renewPassword(folder) {
  const server = openServer(path.resolve(folder));
  if (!fs.existsSync(path.join(server.data, "PG_VERSION")))
    throw new Stop(`There is no database in ${server.data}.`);
  if (server.run("pg_ctl", ["-D", server.data, "status"]).status === 0)
    throw new Stop("The database is running. Stop Gatehouse first.");
  const access = { ...newAccess(), made: true };
  const said = server.run("postgres", ["--single", "-D", server.data, "postgres"], {
    input: `alter role ${access.user} password '${access.password}'\n`,
  });
  if (said.status !== 0 || /\b(ERROR|FATAL|PANIC):/.test(said.stderr))
    throw new Stop(`The database took no new password: ${said.stderr.trim()}`);
  if (fs.existsSync(server.accessFile))
    fs.renameSync(server.accessFile, `${server.accessFile}.replaced-${Date.now()}`);
  keepAccess(server, access);
}

/**
 * A killed server can linger unreaped, or its pid be reused, and pg_ctl takes either for a live server. The file
 * stays, because the shared-memory interlock against leftover server processes needs it; only the pid is voided.
 * @param {Server} server
 */
function voidDeadPid(server) {
  const text = readText(server.pidFile);
  const pid = Number.parseInt(text, 10);
  if (!pid || process.platform !== "linux") return;
  const ours = alive(pid) && (commandLine(pid) ?? "").includes(server.data);
  if (ours) return;
  const file = fs.openSync(server.pidFile, fs.constants.O_RDWR | fs.constants.O_NOFOLLOW);
  fs.ftruncateSync(file);
  fs.writeSync(file, text.replace(/^\d+/, "99999999"));
  fs.closeSync(file);
}

/** @param {Server} server */
function serverPort(server) {
  return Number(readText(server.pidFile).split("\n")[3]);
}

const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "''",
  max_connections: "80",
  log_timezone: "UTC",
  timezone: "UTC",
  log_min_messages: "warning",
};
// Pages ask short questions many at a time: starting helpers or a compiler for one costs more than it saves.
const short = { max_parallel_workers_per_gather: "0", jit: "off", random_page_cost: "1.1" };
const safe = { ...short, shared_buffers: "256MB", max_wal_size: "2GB", wal_compression: "on" };
const unsafe = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/**
 * @param {Server} server
 * @param {boolean} fast
 */
async function launch(server, fast) {
  const { access } = server;
  if (!access.port || (await portFault(access.port))) {
    access.port = await freePort();
    keepAccess(server, access);
  }
  const options = Object.entries({ ...settings, ...(fast ? unsafe : safe) })
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(" ");
  const args = ["-D", server.data, "-l", server.logFile, "-w", "-t", "120", "-s"];
  args.push("-o", `-p ${access.port} ${options}`, "start");
  // server processes of a killed server may need a moment to notice and leave the shared memory
  for (let attempt = 1; ; attempt++) {
    const result = server.run("pg_ctl", args);
    if (result.status === 0) return;
    const tail = readText(server.logFile).trimEnd().split("\n").slice(-8).join("\n");
    if (attempt === 10 || !/still in use|Address already in use/.test(tail))
      throw new Stop(`PostgreSQL did not start: ${result.stderr}\n${tail}`);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

/** @param {Server} server */
function stop(server) {
  if (Number(readText(server.ownerFile)) !== process.pid) return;
  server.run("pg_ctl", ["-D", server.data, "-w", "-t", "30", "-m", "fast", "-s", "stop"]);
}

/**
 * @param {Access} access
 * @param {string} database
 */
function address({ user, password, port }, database) {
  return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/**
 * @param {Access} access
 * @param {string} database
 */
async function ensureDatabase(access, database) {
  const sql = await connect(address(access, "postgres"));
  try {
    await refuseWrongPassword(sql);
    await ensureAppRole(sql, access.appPassword);
    const found = await sql`select from pg_database where datname = ${database}`;
    if (found.length === 0) await sql`create database ${sql(database)}`;
  } finally {
    await sql.end();
  }
}

/** @param {Awaited<ReturnType<typeof connect>>} sql */
async function refuseWrongPassword(sql) {
  try {
    await sql`select 1`;
  } catch (error) {
    if (!["28P01", "28000"].includes(faultCode(error) ?? "")) throw error;
    throw new Stop(
      "The password in access.json is not the database's. Nothing was changed. Restore the file from a backup; where there is none, `npm run new-password` gives the database a new one.",
    );
  }
}
