#!/usr/bin/env node
// `npm run test:clients`: the real MLflow Python client, 2.22 and 3, against a server of its own or the one of
// GATEHOUSE_URI (with /w/<workspace>) and GATEHOUSE_KEY. Names of test modules may be given as arguments.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { openWorkspace } from "./lib/open-workspace.mjs";
import { say, Stop } from "./lib/output.mjs";
import { withOwnServer } from "./lib/own-server.mjs";
import { at } from "./lib/paths.mjs";
import { begin } from "./lib/prepare.mjs";
import { processEnv } from "./lib/processes.mjs";

/** @typedef {import("./lib/processes.mjs").Environment} Environment */

const clients = [
  { name: "mlflow 2.22", wanted: "mlflow==2.22.*", given: process.env["MLFLOW2_PYTHON"] },
  { name: "mlflow 3", wanted: "mlflow>=3.6,<4", given: process.env["MLFLOW3_PYTHON"] },
];
const packages = ["scikit-learn", "pandas", "matplotlib", "pillow"];

/** Python environments live outside the checkout, so that every checkout shares them. */
const cache = path.join(
  process.env["XDG_CACHE_HOME"] || path.join(os.homedir() || os.tmpdir(), ".cache"),
  "gatehouse-clients",
);

/**
 * The interpreter with this client, or why there is none.
 * @param {{ name: string, wanted: string, given: string | undefined }} client
 * @returns {Promise<{ python: string } | { missing: string }>}
 */
async function interpreter({ name, wanted, given }) {
  if (given) return { python: given };
  const folder = path.join(cache, name.replaceAll(" ", "-"));
  const python = path.join(
    folder,
    process.platform === "win32" ? "Scripts/python.exe" : "bin/python",
  );
  if (fs.existsSync(path.join(folder, "ready"))) return { python };
  say(`Installing ${name} into ${folder}`);
  const made = await run("python3", ["-m", "venv", "--clear", folder]);
  if (made.status !== 0) return { missing: "python3 with venv cannot be had" };
  const installed = await run(python, ["-m", "pip", "install", "--quiet", wanted, ...packages]);
  if (installed.status !== 0) return { missing: `pip cannot install ${wanted}` };
  fs.writeFileSync(path.join(folder, "ready"), "");
  return { python };
}

/**
 * Asynchronous, because the server's output must be read while the tests run.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Omit<import("node:child_process").SpawnOptions, "env"> & { env?: Environment }} [options]
 * @returns {Promise<{ status: number | null, stderr: string }>}
 */
function run(command, args, { env = process.env, ...options } = {}) {
  const child = spawn(command, args, { stdio: "ignore", ...options, env: processEnv(env) });
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text) => (stderr += text));
  return new Promise((resolve) => {
    child.on("error", () => resolve({ status: 1, stderr }));
    child.on("close", (status) => resolve({ status, stderr }));
  });
}

/**
 * @typedef {{ uri: string, key: string }} Server
 * @param {{ name: string, python: string }} client
 * @param {Server} server
 */
async function runTests({ name, python }, { uri, key }) {
  const modules = process.argv.slice(2);
  const which = modules.length > 0 ? modules : ["discover", "-p", "test_*.py"];
  say(`Testing with ${name}`);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "gatehouse-clients-"));
  const kept = Object.entries(process.env).filter(([variable]) => !variable.startsWith("MLFLOW_"));
  const { status, stderr } = await run(python, ["-m", "unittest", ...which], {
    cwd: at("tests", "clients"),
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      ...Object.fromEntries(kept),
      MLFLOW_TRACKING_URI: uri,
      MLFLOW_TRACKING_TOKEN: key,
      MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR: "false",
      MLFLOW_HTTP_REQUEST_MAX_RETRIES: "1",
      GIT_PYTHON_REFRESH: "quiet",
      PYTHONDONTWRITEBYTECODE: "1",
      PYTHONWARNINGS: "ignore",
      TMPDIR: folder,
    },
  });
  fs.rmSync(folder, { recursive: true, force: true });
  if (status !== 0) process.stderr.write(stderr);
  const ran = Number(/Ran (\d+) test/.exec(stderr)?.[1] ?? 0);
  const bad = [...stderr.matchAll(/(?:failures|errors)=(\d+)/g)].reduce(
    (n, [, m]) => n + Number(m),
    0,
  );
  const failed = status !== 0 && bad === 0 ? 1 : bad;
  return { passed: ran - bad, failed };
}

/** @param {Server} server */
async function testAll(server) {
  const total = { passed: 0, failed: 0 };
  for (const client of clients) {
    const found = await interpreter(client);
    if ("missing" in found) {
      say(`Skipped ${client.name}: ${found.missing}`);
      continue;
    }
    const { passed, failed } = await runTests({ ...client, ...found }, server);
    say(`${client.name}: ${passed} passed, ${failed} failed`);
    total.passed += passed;
    total.failed += failed;
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  if (total.failed > 0) process.exitCode = 1;
}

try {
  begin();
  const { GATEHOUSE_URI: uri, GATEHOUSE_KEY: key } = process.env;
  if (uri && key) await testAll({ uri, key });
  else
    await withOwnServer("clients", async ({ url }) => {
      const workspace = await openWorkspace(url);
      await testAll({ uri: `${url}/w/bench`, key: workspace.key });
    });
} catch (error) {
  console.error(error instanceof Stop ? error.message : error);
  process.exitCode = 1;
}
