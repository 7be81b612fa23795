import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[/\\]$/, "");
/** @param {...string} parts */
export const at = (...parts) => path.join(root, ...parts);

export const nextBin = at("node_modules", "next", "dist", "bin", "next");

/**
 * Everything Gatehouse keeps on this machine: the embedded database, artifacts, secrets.
 * @param {...string} parts
 */
export function data(...parts) {
  return path.join(path.resolve(root, process.env["DATA_DIR"] || ".data"), ...parts);
}

/**
 * What a file holds; nothing when it is not there.
 * @param {string} file
 */
export function readText(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/**
 * Writes whole or not at all, so that a kill in between leaves the old file.
 * @param {string} file
 * @param {string} text
 */
export function writeText(file, text, mode = 0o600) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const next = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(next, text, { mode });
  fs.renameSync(next, file);
}
