// Processes of ours and of others: whether one lives, whose it is, and how a child is run and ended.
import { spawn } from "node:child_process";
import fs from "node:fs";
import { pathToFileURL } from "node:url";

import { faultCode } from "./fault-code.mjs";
import { say, Stop } from "./output.mjs";
import { at, readText, root } from "./paths.mjs";

/** @typedef {import("node:child_process").ChildProcess & { done: Promise<string> }} Child */
/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

/**
 * Whether a process lives; one that only waits to be reaped does not.
 * @param {number} pid
 */
export function alive(pid) {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (faultCode(error) !== "EPERM") return false;
  }
  return process.platform !== "linux" || !/^\d+ \(.*\) [ZX] /s.test(readText(`/proc/${pid}/stat`));
}

/**
 * The command line of a process, where the system shows it; otherwise undefined.
 * @param {number} pid
 */
export function commandLine(pid) {
  if (process.platform !== "linux") return undefined;
  return readText(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
}

/**
 * A launcher of ours that is still at work; a reused pid is not taken for one.
 * @param {number} pid
 */
export function aliveLauncher(pid) {
  if (!alive(pid)) return false;
  return /scripts[/\\]\w+\.mjs/.test(commandLine(pid) ?? "scripts/start.mjs");
}

/**
 * One launcher at a time installs, builds or starts the database; a dead one's lock is taken over.
 * @template Result
 * @param {string} file
 * @param {string} what
 * @param {() => Promise<Result> | Result} body
 */
export async function exclusively(file, what, body) {
  let told = false;
  while (!takeLock(file)) {
    if (!told) say(`Waiting for another Gatehouse that is ${what}`);
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  try {
    return await body();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

/** @param {string} file */
function takeLock(file) {
  try {
    fs.writeFileSync(file, String(process.pid), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (faultCode(error) !== "EEXIST") throw error;
  }
  const holder = Number(readText(file));
  if (holder && holder !== process.pid && aliveLauncher(holder)) return false;
  fs.rmSync(file, { force: true });
  return false;
}

/**
 * Runs a program to its end. With `logFile` its output goes there and only a failure shows its tail.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ name?: string, logFile?: string, env?: Environment }} [how]
 * @returns {Promise<void>}
 */
export function run(command, args, { name = command, logFile, env = process.env } = {}) {
  const out = logFile ? fs.openSync(logFile, "w", 0o600) : "inherit";
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ["ignore", out, out],
      env: processEnv(env),
    });
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      if (typeof out === "number") fs.closeSync(out);
      if (code === 0) return resolve();
      const tail = logFile
        ? `\n${readText(logFile).trimEnd().split("\n").slice(-40).join("\n")}`
        : "";
      reject(new Stop(`${name} ended with ${code ?? signal}.${tail}`, code ?? 1));
    });
  });
}

/**
 * Next narrows what NODE_ENV may be, which no program that hands an environment on can know.
 * @param {Environment} env
 */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
export const processEnv = (env) => /** @type {NodeJS.ProcessEnv} */ (env);

const tether = pathToFileURL(at("scripts", "lib", "tether.mjs")).href;

/**
 * In a process group of its own, so that Ctrl-C reaches only the launcher and the order of stopping is ours.
 * @param {readonly string[]} args
 * @param {Environment} env
 * @param {"inherit" | "pipe"} stdout
 * @returns {Child}
 */
export function startChild(args, env, stdout = "inherit") {
  const child = spawn(process.execPath, ["--import", tether, ...args], {
    cwd: root,
    env: processEnv(env),
    stdio: ["ignore", stdout, "inherit", "ipc"],
    detached: process.platform !== "win32",
  });
  /** @type {Promise<string>} */
  const done = new Promise((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("exit", (code, signal) => resolve(signal ?? `code ${code}`));
  });
  return Object.assign(child, { done });
}

/** @param {import("node:child_process").ChildProcess} child */
export function ended({ exitCode, signalCode }) {
  return exitCode !== null || signalCode !== null;
}

/** @param {Child | undefined} child */
export async function stopChild(child, milliseconds = 10_000) {
  if (!child || ended(child)) return;
  child.kill("SIGTERM");
  const timer = setTimeout(() => endGroup(child.pid), milliseconds);
  await child.done;
  clearTimeout(timer);
}

/** @param {number | undefined} pid */
function endGroup(pid) {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // it ended in between
  }
}

/**
 * Calls back when this program is told to stop, or when the shell that npm started it through has gone.
 * @param {(why: string) => void} stop
 */
export function onStop(stop) {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(signal));
  if (!process.env["npm_lifecycle_event"]) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop("its terminal is gone");
  }, 500).unref();
}
