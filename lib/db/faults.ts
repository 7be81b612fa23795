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
  const refusal = refusalWithin(given);
  if (refusal) return refusal;
  const error = withoutValues(given);
  const code = faultCode(error);
  const known = code === undefined ? undefined : knownFault(code);
  return known ? new Refusal(...known) : error;
}

/** The pool refuses in its own words, and drizzle wraps whatever a statement fails with. */
function refusalWithin(error: unknown): Refusal | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; depth++) {
    if (at instanceof Refusal) return at;
    at = at.cause;
  }
  return undefined;
}

type Said = [code: "unavailable" | "too_costly" | "invalid", message: string];

function knownFault(code: string): Said | undefined {
  const said = callersFault.get(code);
  if (said !== undefined) return ["invalid", said];
  if (code === "57014")
    return [
      "too_costly",
      "This asks more of the database than one request may. Ask for less: a narrower filter, fewer runs or keys, a smaller page.",
    ];
  if (connectionCodes.has(code) || /^(08|53|57P)/.test(code))
    return ["unavailable", "The database cannot be reached just now. Try again shortly."];
  if (waitCodes.has(code) || code.startsWith("40"))
    return ["unavailable", "Others are changing the same records. Try again shortly."];
  return storeFault(code);
}

function storeFault(code: string): Said | undefined {
  if (code === "ENOSPC" || code === "EDQUOT")
    return ["unavailable", "The artifact store is full. Try again once there is room."];
  if (code === "EROFS" || code === "EACCES" || code === "EPERM")
    return [
      "unavailable",
      "The artifact store cannot be written. Whoever runs Gatehouse must make ARTIFACT_DIR writable.",
    ];
  return undefined;
}
