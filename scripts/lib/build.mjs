import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

import { demo, fleet } from "./fleet.mjs";
import { say, stillGoing } from "./output.mjs";
import { at, nextBin, readText, root } from "./paths.mjs";
import { run } from "./processes.mjs";
import { routesModule } from "./route-files.mjs";

const folders = ["app", "components", "lib", "drizzle/schema", "public", "scripts/demo"];

/** @param {string} folder */
function filesIn(folder) {
  if (!fs.existsSync(at(folder))) return [];
  return fs
    .readdirSync(at(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/**
 * @param {string} folder
 * @param {RegExp} pattern
 */
function named(folder, pattern) {
  return fs
    .readdirSync(folder)
    .filter((name) => pattern.test(name))
    .map((name) => path.join(folder, name));
}

/**
 * @param {string} a
 * @param {string} b
 */
const byName = (a, b) => (a < b ? -1 : 1);

function sourceFiles() {
  const top = named(root, /^(?!next-env|vitest|playwright|drizzle).*\.(ts|mjs|json)$/);
  const programs = named(at("scripts"), /\.ts$/);
  return [...folders.flatMap(filesIn), ...top, ...programs].toSorted(byName);
}

function sourceHash() {
  const hash = createHash("sha256").update(process.versions.modules);
  for (const file of sourceFiles())
    hash.update(path.relative(root, file)).update("\0").update(fs.readFileSync(file)).update("\0");
  return hash.digest("hex");
}

const programs = [...fleet, demo];
const stamp = at(".next", "gatehouse-sources");

/** Whether pages and programs were built from exactly these sources. */
export function buildIsThere() {
  const files = [".next/BUILD_ID", ...programs.map((program) => program.bundle)];
  return readText(stamp) === sourceHash() && files.every((file) => fs.existsSync(at(file)));
}

const buildLog = at(".gatehouse-build.log");

/** What Next says it is at, in its own words. */
function stage() {
  const lines = readText(buildLog).match(
    /^ +(Creating|Running|Collecting|Generating|Finalizing).*$/gm,
  );
  return (
    lines
      ?.at(-1)
      ?.trim()
      .replace(/ ?\.\.\.$/, "")
      .toLowerCase() ?? ""
  );
}

export async function build() {
  say("Building");
  const done = stillGoing("Building", stage);
  const want = sourceHash();
  fs.rmSync(stamp, { force: true });
  fs.mkdirSync(at(".next"), { recursive: true });
  try {
    await run(process.execPath, [nextBin, "build"], {
      name: "next build",
      logFile: buildLog,
      env: buildEnvironment(),
    });
  } finally {
    done();
  }
  fs.rmSync(buildLog, { force: true });
  await buildPrograms();
  fs.writeFileSync(stamp, want);
  say("Built");
}

/** Each program as one file. */
export async function buildPrograms() {
  for (const { entry, bundle: to } of programs) await bundle(entry, to);
}

/** The build reads no data; these only satisfy modules that want an address when they load. */
function buildEnvironment() {
  return {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: "postgres://build@127.0.0.1:1/build",
    NEXTAUTH_SECRET: "only while it is being built, never used",
    NEXTAUTH_URL: "http://127.0.0.1",
  };
}

/**
 * One TypeScript program as one file that Node runs; packages stay in node_modules.
 * @param {string} from
 * @param {string} to
 */
export async function bundle(from, to) {
  const esbuild = await import("esbuild");
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [from],
    outfile: at(to),
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    sourcemap: true,
    logLevel: "error",
    tsconfig: at("tsconfig.json"),
    plugins: [
      { name: "server-only", setup: withoutServerOnly },
      { name: "routes", setup: withRoutes },
    ],
  });
  await esbuild.stop();
}

/** @param {import("esbuild").PluginBuild} plugin */
function withoutServerOnly(plugin) {
  plugin.onResolve({ filter: /^server-only$/ }, () => ({ path: "empty", namespace: "empty" }));
  plugin.onLoad({ filter: /.*/, namespace: "empty" }, () => ({ contents: "" }));
}

/** @param {import("esbuild").PluginBuild} plugin */
function withRoutes(plugin) {
  plugin.onResolve({ filter: /^gatehouse:routes$/ }, ({ path: name }) => ({
    path: name,
    namespace: "routes",
  }));
  plugin.onLoad({ filter: /.*/, namespace: "routes" }, () => ({
    contents: routesModule(),
    resolveDir: root,
  }));
}
