import { Refusal } from "@/lib/errors";

type Coded = { code?: unknown; cause?: unknown; constraint_name?: unknown };

const connectionCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
]);

/** The database or system code of an error, found through drizzle's wrapping. */
export function faultCode(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; depth++) {
    const { code, cause } = at as Coded;
    if (typeof code === "string") return code;
    at = cause;
  }
  return undefined;
}

/**
 * Turns a fault that is not ours into what the caller can act on: a passing one says "try again" (503), a value the
 * database cannot hold is the caller's (400). Everything else stays the bug it is.
 */
export function asRefusal(error: unknown): unknown {
  const code = faultCode(error);
  if (code === undefined || error instanceof Refusal) return error;
  if (connectionCodes.has(code) || /^(08|53|57P|40)/.test(code))
    return new Refusal(
      "unavailable",
      "The database cannot be reached just now. Try again shortly.",
    );
  if (code === "ENOSPC" || code === "EDQUOT")
    return new Refusal("unavailable", "The artifact store is full. Try again once there is room.");
  if (code === "22021" || code === "22P05")
    return new Refusal("invalid", "A text value holds a character that cannot be stored (NUL).");
  if (code.startsWith("22"))
    return new Refusal("invalid", "A value is out of the range that can be stored.");
  return error;
}
