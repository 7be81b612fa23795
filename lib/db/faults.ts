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

/** A lock not had in time, and a transaction that asked nothing for too long. */
const waitCodes = new Set(["55P03", "25P03", "25P04"]);

/**
 * Values the database cannot hold, in the caller's words. Every other fault of the class "data exception" (a division
 * by zero in a statistic, for one) is ours and stays a bug.
 */
const callersFault = new Map([
  ["22021", "A text value holds a character that cannot be stored (NUL)."],
  ["22P05", "A text value holds a character that cannot be stored (NUL)."],
  ["22003", "A number is out of the range that can be stored."],
  ["22008", "A moment is out of the range that can be stored."],
  ["22007", "A moment is not written as one."],
  ["22P02", "A value is not written in the form it must have."],
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
 * Leaves out of an error, and of what it came from, the values that a statement was sent with and that the database
 * repeats: they are what somebody typed, and errors are logged.
 */
export function withoutValues<Thrown>(error: Thrown): Thrown {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; depth++) {
    if ("params" in at && "query" in at) {
      const said = `Failed query: ${String(at.query)}`.slice(0, 2000);
      at.stack = [`Error: ${said}`, ...(at.stack ?? "").split("\n    at ").slice(1)].join(
        "\n    at ",
      );
      at.message = said;
      at.params = [];
    }
    for (const repeated of ["detail", "where", "hint"])
      if (repeated in at) Reflect.deleteProperty(at, repeated);
    at = at.cause;
  }
  return error;
}

/**
 * Turns a fault that is not ours into what the caller can act on: a passing one says "try again" (503), a value the
 * database cannot hold is the caller's (400). Everything else stays the bug it is.
 */
export function asRefusal(given: unknown): unknown {
  const error = withoutValues(given);
  const code = faultCode(error);
  if (code === undefined || error instanceof Refusal) return error;
  if (code === "57014")
    return new Refusal(
      "too_costly",
      "This asks more of the database than one request may. Ask for less: a narrower filter, fewer runs or keys, a smaller page.",
    );
  if (waitCodes.has(code))
    return new Refusal("unavailable", "Others are changing the same records. Try again shortly.");
  if (connectionCodes.has(code) || /^(08|53|57P)/.test(code))
    return new Refusal(
      "unavailable",
      "The database cannot be reached just now. Try again shortly.",
    );
  if (code.startsWith("40"))
    return new Refusal("unavailable", "Others are changing the same records. Try again shortly.");
  if (code === "ENOSPC" || code === "EDQUOT")
    return new Refusal("unavailable", "The artifact store is full. Try again once there is room.");
  const fault = callersFault.get(code);
  return fault === undefined ? error : new Refusal("invalid", fault);
}
