import "server-only";
import { environmentFaults, settingsOf, type Settings } from "@/lib/env";

let read: Settings | undefined;

/** What this process was started with: read once, and nowhere else. */
export function settings(): Settings {
  return (read ??= settingsOf(process.env));
}

/** For the start of a process: ends it, with one line per fault, unless its settings hold together. */
export function checkSettings(): void {
  const faults = environmentFaults(process.env);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exit(1);
}
