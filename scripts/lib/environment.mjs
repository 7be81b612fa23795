// The environment of the product's processes: .env, what the launcher fills in, and whether it holds together.
import { createPrivateKey, generateKeyPairSync, randomBytes } from "node:crypto";
import fs from "node:fs";
import { pathToFileURL } from "node:url";

import { bundle } from "./build.mjs";
import { faultCode } from "./fault-code.mjs";
import { Stop } from "./output.mjs";
import { at, data, writeText } from "./paths.mjs";

/** Settings already in the environment win over those in the file. An empty one counts as not given. */
export function loadEnvironment() {
  if (fs.existsSync(at(".env"))) process.loadEnvFile(at(".env"));
  for (const name of [
    "PORT",
    "HOST",
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "DATA_DIR",
    "ARTIFACT_DIR",
    "AUDIT_DIR",
    "AUDIT_KEY",
    "NEXTAUTH_URL",
  ])
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

/**
 * Made once and kept, so that sessions outlive a restart.
 * @returns {{ NEXTAUTH_SECRET: string }}
 */
export function secrets() {
  const file = data("secrets.json");
  if (fs.existsSync(file)) return knownSecrets(file);
  const made = { NEXTAUTH_SECRET: randomBytes(32).toString("base64url") };
  writeText(file, JSON.stringify(made));
  return made;
}

/** @param {string} file */
function knownSecrets(file) {
  try {
    const { NEXTAUTH_SECRET: secret } = JSON.parse(fs.readFileSync(file, "utf8"));
    if (typeof secret === "string" && secret.length >= 32) return { NEXTAUTH_SECRET: secret };
  } catch (error) {
    if (faultCode(error) === "EACCES") throw error;
  }
  throw new Stop(
    `${file} is damaged: it does not hold the secret that signs sessions. Restore it from a backup, or move it away, and everybody signs in once more.`,
  );
}

/**
 * Made once and kept: what it signed is recognised by no other.
 * @returns {{ AUDIT_KEY: string }}
 */
export function auditKey() {
  const file = data("audit-key");
  if (fs.existsSync(file)) return { AUDIT_KEY: knownKey(file) };
  const { privateKey } = generateKeyPairSync("ed25519");
  const made = privateKey.export({ type: "pkcs8", format: "der" }).toString("base64");
  writeText(file, made);
  return { AUDIT_KEY: made };
}

/** @param {string} file */
function knownKey(file) {
  try {
    const text = fs.readFileSync(file, "utf8").trim();
    const key = createPrivateKey({
      key: Buffer.from(text, "base64"),
      format: "der",
      type: "pkcs8",
    });
    if (key.asymmetricKeyType === "ed25519") return text;
  } catch (error) {
    if (faultCode(error) === "EACCES") throw error;
  }
  throw new Stop(
    `${file} is damaged: it does not hold the key that signs the heads of the audit chains. Restore it from a backup; or move it and the folder of the heads away, and keep both, to begin anew.`,
  );
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
    AUDIT_DIR: data("audit"),
    MALLOC_ARENA_MAX: "2",
    ...(process.env["NEXTAUTH_SECRET"] ? {} : secrets()),
    ...(process.env["AUDIT_KEY"] ? {} : auditKey()),
    ...process.env,
    DATABASE_URL: databaseUrl,
    // the launcher's own: what it starts gets by without
    DATABASE_OWNER_URL: undefined,
    NEXT_TELEMETRY_DISABLED: "1",
    NODE_ENV: dev ? "development" : "production",
  };
}
