// What the launcher says: one line a step, with the seconds since it began.
import { faultCode } from "./fault-code.mjs";

const began = Date.now();

export const elapsed = () => ((Date.now() - began) / 1000).toFixed(1);

/** @param {string} message */
export function say(message) {
  console.log(`${elapsed().padStart(6)} s  ${message}`);
}

/**
 * Tells every few seconds that a long step is still going, and how far it is; call the result when it has ended.
 * @param {string} message
 */
export function stillGoing(message, how = () => "", seconds = 5) {
  const timer = setInterval(() => say(`${message} … ${how()}`.trimEnd()), seconds * 1000);
  timer.unref();
  return () => clearInterval(timer);
}

/** Ends the program with one clear line, without a stack. */
export class Stop extends Error {
  /** @param {string} message */
  constructor(message, code = 1) {
    super(message);
    this.code = code;
  }
}

/** @type {Readonly<Record<string, string>>} */
const fileFaults = {
  EACCES: "may not be read or written by this user",
  EPERM: "may not be changed by this user",
  EROFS: "lies on a file system that cannot be written",
  ENOTDIR: "lies beneath a file, where a folder is needed",
  EEXIST: "is a file, where a folder is needed",
  EISDIR: "is a folder, where a file is needed",
  ENOSPC: "cannot be written: the disk is full",
  ENAMETOOLONG: "has too long a name",
};

/**
 * What went wrong, in one sentence wherever it is the machine's doing; only a fault of ours shows its stack.
 * @param {unknown} error
 */
export function complain(error) {
  if (error instanceof Stop) return console.error(error.message);
  const said = fileFaults[faultCode(error) ?? ""];
  const place = error instanceof Error && "path" in error ? String(error.path) : undefined;
  if (said === undefined || place === undefined) return console.error(error);
  console.error(`${place} ${said}. DATA_DIR says where Gatehouse keeps its data.`);
}

/**
 * @param {readonly string[]} heads
 * @param {readonly (readonly (string | number | undefined)[])[]} rows
 */
export function table(heads, rows) {
  const widths = heads.map((head, i) =>
    Math.max(head.length, ...rows.map((row) => String(row[i] ?? "").length)),
  );
  /** @param {readonly (string | number | undefined)[]} cells */
  const line = (cells) =>
    `  ${cells
      .map((cell, i) => String(cell ?? "").padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd()}`;
  return [line(heads), line(widths.map((width) => "─".repeat(width))), ...rows.map(line)].join(
    "\n",
  );
}
