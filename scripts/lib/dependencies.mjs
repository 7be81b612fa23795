// Runs before node_modules exists: only what Node brings.
import { createHash } from "node:crypto";
import fs from "node:fs";

import { say, stillGoing, Stop } from "./output.mjs";
import { at, readText } from "./paths.mjs";
import { run } from "./processes.mjs";

export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new Stop(`Node 20.19 or later is needed; this is ${process.version}.`);
}

const stamp = at("node_modules", ".gatehouse");

function wanted() {
  return createHash("sha256")
    .update(readText(at("package-lock.json")))
    .update(readText(at("scripts", "patch-postgres.mjs")))
    .update(`${process.platform} ${process.arch} ${process.versions.modules}`)
    .digest("hex");
}

/** Whether node_modules holds what this lockfile asks for, on this machine. */
export function dependenciesAreThere() {
  return readText(stamp) === wanted() && fs.existsSync(at("node_modules", "next", "package.json"));
}

export async function installDependencies() {
  say("Installing packages");
  const done = stillGoing("Installing packages");
  const flags = ["--no-audit", "--no-fund", "--include=dev", "--include=optional"];
  flags.push("--loglevel=error");
  const want = wanted();
  try {
    await npm(["ci", ...flags]);
  } catch {
    say("npm ci refused the lockfile; trying npm install");
    await npm(["install", "--no-save", ...flags]);
  } finally {
    done();
  }
  await run(process.execPath, [at("scripts", "patch-postgres.mjs")], { name: "patch-postgres" });
  fs.writeFileSync(stamp, want);
  say("Packages are installed");
}

/** @param {string[]} args */
async function npm(args) {
  const own = process.env["npm_execpath"];
  const [command, first] = own?.endsWith(".js")
    ? [process.execPath, [own]]
    : [process.platform === "win32" ? "npm.cmd" : "npm", []];
  await run(command, [...first, ...args], { name: `npm ${args[0]}`, env: npmEnvironment() });
}

/** NODE_ENV=production, or an omit inherited from an outer npm, would leave out what the build needs. */
function npmEnvironment() {
  const foreign =
    /^npm_(config_(omit|production|include|only|local_prefix|dry_run)|package_|lifecycle_)/i;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(kept), NODE_ENV: "development" };
}
