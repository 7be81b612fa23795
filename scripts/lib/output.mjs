// What the launcher says: one line a step, with the seconds since it began.
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
