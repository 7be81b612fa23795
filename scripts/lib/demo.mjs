// The demo workspace of an empty embedded database. A mark beside the database says how far its loading came.
import { spawn } from "node:child_process";
import fs from "node:fs";

import { isEmpty } from "./database.mjs";
import { say, table } from "./output.mjs";
import { at, data, readText, root, writeText } from "./paths.mjs";

const mark = () => data("demo.json");
const read = () => JSON.parse(readText(mark()) || "{}");

/** A new database knows nothing of a demo that an earlier one held. */
export function forgetDemo() {
  fs.rmSync(mark(), { force: true });
}

/** Loads the demo once. One that was interrupted is taken up again; a database in use is left alone. */
export async function loadDemo({ url, databaseUrl, onChild }) {
  if (process.env.DEMO === "no" || read().state === "loaded") return;
  if (read().state !== "loading") {
    if (!(await isEmpty(databaseUrl))) return;
    writeText(mark(), JSON.stringify({ state: "loading" }));
  }
  say("Loading the demo workspace (the pages can be opened already)");
  const accounts = await runDemo(url, onChild);
  if (!accounts) return;
  writeText(mark(), JSON.stringify({ state: "loaded", accounts }));
}

function runDemo(url, onChild) {
  let accounts = [];
  const child = spawn(
    process.execPath,
    ["--enable-source-maps", at(".next", "demo.mjs"), "--url", url],
    {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    },
  );
  onChild(child);
  child.stdout.setEncoding("utf8").on("data", repeat);
  child.on("message", (message) => {
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

/** What the demo tells of its progress, with the launcher's clock instead of its own. */
function repeat(text) {
  for (const line of text.split("\n"))
    if (line.trim() !== "") say(line.replace(/^\s*[\d.]+ s\s+/, ""));
}

/** Who can sign in to the demo, as long as it is there. */
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
