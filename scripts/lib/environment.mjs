// The environment of the product's processes: .env, what the launcher fills in, and whether it holds together.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { pathToFileURL } from "node:url";

import { bundle } from "./build.mjs";
import { Stop } from "./output.mjs";
import { at, data, readText, writeText } from "./paths.mjs";

/** Settings already in the environment win over those in the file. An empty one counts as not given. */
export function loadEnvironment() {
  if (fs.existsSync(at(".env"))) process.loadEnvFile(at(".env"));
  for (const name of ["PORT", "HOST", "DATABASE_URL", "DATA_DIR", "ARTIFACT_DIR", "NEXTAUTH_URL"])
    if (process.env[name] === "") delete process.env[name];
}

/** Stops with one line per fault. */
export async function checkEnvironment() {
  const built = at("node_modules", ".cache", "gatehouse", "env.mjs");
  const fresh =
    fs.existsSync(built) && fs.statSync(built).mtimeMs > fs.statSync(at("lib", "env.ts")).mtimeMs;
  if (!fresh) await bundle("lib/env.ts", "node_modules/.cache/gatehouse/env.mjs");
  const { environmentFaults } = await import(pathToFileURL(built).href);
  const faults = environmentFaults(process.env);
  if (faults.length > 0) throw new Stop(faults.join("\n"));
}

export function listenAddress() {
  const host = process.env["HOST"] ?? "127.0.0.1";
  const port = Number(process.env["PORT"] ?? 3000);
  const shown = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "[::1]" : host;
  return {
    host,
    port,
    url: `http://${shown.includes(":") && !shown.startsWith("[") ? `[${shown}]` : shown}:${port}`,
  };
}

/** Made once and kept, so that sessions outlive a restart. */
export function secrets() {
  const file = data("secrets.json");
  const known = readText(file);
  if (known) return JSON.parse(known);
  const made = { NEXTAUTH_SECRET: randomBytes(32).toString("base64url") };
  writeText(file, JSON.stringify(made));
  return made;
}

/**
 * @param {{ url: string, databaseUrl: string, dev?: boolean }} where
 * @returns {import("./processes.mjs").Environment}
 */
export function productEnvironment({ url, databaseUrl, dev = false }) {
  const artifacts = data("artifacts");
  if (!process.env["ARTIFACT_DIR"]) fs.mkdirSync(artifacts, { recursive: true, mode: 0o700 });
  return {
    NEXTAUTH_URL: url,
    ARTIFACT_DIR: artifacts,
    MALLOC_ARENA_MAX: "2",
    ...(process.env["NEXTAUTH_SECRET"] ? {} : secrets()),
    ...process.env,
    DATABASE_URL: databaseUrl,
    NEXT_TELEMETRY_DISABLED: "1",
    NODE_ENV: dev ? "development" : "production",
  };
}
