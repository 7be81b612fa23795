// A Chromium for the browser tests: the one named, the system's, Playwright's, a download, Debian's package.
import { spawnSync } from "node:child_process";
import fs from "node:fs";

import { say, Stop } from "./output.mjs";
import { at, root } from "./paths.mjs";

const places =
  process.platform === "darwin"
    ? [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
      ]
    : [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome-stable",
        "/usr/bin/google-chrome",
        "/opt/google/chrome/chrome",
      ];

export async function findBrowser() {
  const named = process.env["CHROMIUM_PATH"];
  if (named && !runs(named)) throw new Stop(`CHROMIUM_PATH=${named} does not run.`);
  if (named) return named;
  const installed = places.find(runs) ?? (await playwrightBrowser());
  if (installed) return installed;
  say("No browser found; downloading Chromium");
  playwrightInstall("chromium");
  const downloaded = await playwrightBrowser();
  if (downloaded) return downloaded;
  if (process.getuid?.() === 0 && fs.existsSync("/usr/bin/apt-get")) aptInstall();
  const packaged = places.find(runs);
  if (packaged) return packaged;
  throw new Stop("No Chromium could be found or installed. Install one or set CHROMIUM_PATH.");
}

/** @param {string} file */
function runs(file) {
  if (!fs.existsSync(file)) return false;
  return spawnSync(file, ["--version", "--no-sandbox"], { timeout: 30_000 }).status === 0;
}

async function playwrightBrowser() {
  const { chromium } = await import("@playwright/test");
  const file = chromium.executablePath();
  return runs(file) ? file : undefined;
}

/** @param {string} name */
function playwrightInstall(name) {
  const program = at("node_modules", "@playwright", "test", "cli.js");
  spawnSync(process.execPath, [program, "install", name], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    timeout: 300_000,
  });
}

function aptInstall() {
  say("The download failed; installing Debian's chromium with apt");
  /** @type {import("node:child_process").SpawnSyncOptions} */
  const options = {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  };
  spawnSync("apt-get", ["update", "-qq"], options);
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], options);
}
