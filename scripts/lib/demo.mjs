// The demo workspace of an empty embedded database. A mark beside the database says how far its loading came.
import fs from "node:fs";

import { isEmpty } from "./database.mjs";
import { productEnvironment } from "./environment.mjs";
import { demo } from "./fleet.mjs";
import { say, table } from "./output.mjs";
import { at, data, readText, writeText } from "./paths.mjs";
import { startChild } from "./processes.mjs";

/**
 * @typedef {import("./processes.mjs").Child} Child
 * @typedef {{ url: string, databaseUrl: string }} Where
 * @typedef {{ email: string, password: string, role: string, tryThis: string }} Account
 */

const mark = () => data("demo.json");
/** @returns {{ state?: "loading" | "loaded", accounts?: Account[] }} */
function read() {
  try {
    const known = JSON.parse(readText(mark()) || "{}");
    return typeof known === "object" && known !== null ? known : {};
  } catch {
    // how far it came is not known: a database in use is left alone, an empty one gets it
    return {};
  }
}

/** A new database knows nothing of a demo that an earlier one held. */
export function forgetDemo() {
  fs.rmSync(mark(), { force: true });
}

/**
 * Loaded once. One that was interrupted is taken up again; a database in use is left alone.
 * @param {string} databaseUrl
 */
export async function demoIsDue(databaseUrl) {
  const { state } = read();
  if (process.env["DEMO"] === "no" || state === "loaded") return false;
  return state === "loading" || isEmpty(databaseUrl);
}

/** @param {Where & { onChild: (child: Child | undefined) => void }} how */
export async function loadDemo({ url, databaseUrl, onChild }) {
  writeText(mark(), JSON.stringify({ state: "loading" }));
  say("Loading the demo workspace (the pages can be opened already)");
  const accounts = await runDemo({ url, databaseUrl }, onChild);
  if (accounts) writeText(mark(), JSON.stringify({ state: "loaded", accounts }));
}

/**
 * @param {Where} where
 * @param {(child: Child | undefined) => void} onChild
 * @returns {Promise<Account[] | undefined>}
 */
function runDemo(where, onChild) {
  /** @type {Account[]} */
  let accounts = [];
  const child = startChild([...demo.flags, at(demo.bundle)], productEnvironment(where), "pipe");
  onChild(child);
  child.stdout?.setEncoding("utf8").on("data", repeat);
  child.on("message", (/** @type {{ accounts?: Account[] } | null} */ message) => {
    if (Array.isArray(message?.accounts)) accounts = message.accounts;
  });
  return new Promise((resolve) => {
    child.on("exit", (code, signal) => {
      onChild(undefined);
      if (code === 0) return resolve(accounts);
      if (signal !== "SIGTERM")
        say(
          `The demo workspace is not complete (${signal ?? `code ${code}`}); the next npm start goes on with it`,
        );
      resolve(undefined);
    });
  });
}

/**
 * What the demo tells of its progress, with the launcher's clock instead of its own.
 * @param {string} text
 */
function repeat(text) {
  for (const line of text.split("\n"))
    if (line.trim() !== "") say(line.replace(/^\s*[\d.]+ s\s+/, ""));
}

/**
 * Who can sign in to the demo, as long as it is there.
 * @param {string} url
 */
export function showDemo(url) {
  const { accounts = [] } = read();
  if (accounts.length === 0) return;
  const rows = accounts.map(({ email, password, role, tryThis }) => [
    email,
    password,
    role,
    tryThis,
  ]);
  console.log(`\n  Open ${url} and sign in as\n`);
  console.log(`${table(["e-mail", "password", "role", "try this"], rows)}\n`);
}
