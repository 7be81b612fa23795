import { Refusal } from "@/lib/errors";

/**
 * What every later stage can hold, whichever door it came through: commands, JSON of either API, files that are read.
 * UTF-8, and so the database and the audit's hash, has no half of a surrogate pair; PostgreSQL has no NUL; and what
 * nests deeper than anybody writes would let one function after another run out of stack.
 */
const deepest = 100;

/** Why a value cannot be taken in, in words; undefined when it can. */
export function admissionFault(value: unknown, depth = 0): string | undefined {
  if (typeof value === "string") return textFault(value);
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return undefined;
  if (depth === deepest) return `A value nests deeper than ${deepest} levels.`;
  return Array.isArray(value) ? itemFault(value, depth) : fieldFault(value, depth);
}

function itemFault(items: readonly unknown[], depth: number): string | undefined {
  for (const item of items) {
    const fault = admissionFault(item, depth + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Without a list of pairs in between: a batch of metrics comes this way a thousand points at a time. */
function fieldFault(fields: object, depth: number): string | undefined {
  for (const key of Object.keys(fields)) {
    const inner: unknown = Reflect.get(fields, key);
    const fault =
      textFault(key) ?? (typeof inner === "number" ? undefined : admissionFault(inner, depth + 1));
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function textFault(text: string): string | undefined {
  if (!text.isWellFormed()) return "A text holds half of a surrogate pair.";
  return text.includes("\0")
    ? "A text holds the character NUL, which cannot be stored."
    : undefined;
}

export function requireAdmissible(value: unknown): void {
  const fault = admissionFault(value);
  if (fault !== undefined) throw new Refusal("invalid", fault);
}

/** JSON that somebody sent or logged; undefined when it is none, or none that can be taken in. */
export function parsedJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return admissionFault(value) === undefined ? value : undefined;
  } catch {
    return undefined;
  }
}
