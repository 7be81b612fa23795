import { Refusal } from "@/lib/errors";

/** A keyset cursor: the sort values of the last row seen. Opaque to callers, readable to nobody's harm. */
export function encodeCursor(values: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(values), "utf8").toString("base64url");
}

/** Throws `invalid` unless the cursor holds exactly `length` plain values. */
export function decodeCursor(cursor: string, length: number): (string | number | null)[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(values) && values.length === length && values.every(isPlain)) return values;
  } catch {
    // falls through: every malformed cursor is refused alike
  }
  throw new Refusal("invalid", "This page link is not valid. Start again from the first page.");
}

function isPlain(value: unknown): value is string | number | null {
  return value === null || typeof value === "string" || typeof value === "number";
}
