import { z } from "zod";

import { Refusal } from "@/lib/errors";

export const directions = ["asc", "desc"] as const;
export type Direction = (typeof directions)[number];

/** The sort values of a row, by which a list finds the rows after it. */
export type Place = readonly (string | number | null)[];

/** What every list pages by: `cursor` is the `next` or `previous` of the answer before. */
export function paging(usual: number, most: number) {
  return {
    cursor: z.string().max(4000).optional(),
    limit: z.coerce.number().int().min(1).max(most).default(usual),
  };
}

/** Fills in the direction that a sort takes when none is asked for. */
export function directed<Sort extends string>(usual: Readonly<Record<Sort, Direction>>) {
  return <Asked extends { sort: Sort; direction?: Direction | undefined }>(asked: Asked) => ({
    ...asked,
    direction: asked.direction ?? usual[asked.sort],
  });
}

/** A keyset cursor: a row's place, and whether its page ends there. Opaque to callers, readable to nobody's harm. */
export function encodeCursor(place: Place, backwards = false): string {
  const text = JSON.stringify(backwards ? { before: place } : place);
  return Buffer.from(text, "utf8").toString("base64url");
}

/** Null when it is no cursor of ours. */
export function readCursor(cursor: string): { place: Place; backwards: boolean } | null {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return null;
  }
  const backwards = typeof value === "object" && value !== null && "before" in value;
  const place: unknown = backwards ? Reflect.get(Object(value), "before") : value;
  return Array.isArray(place) && place.every(isPlain) ? { place, backwards } : null;
}

/** Throws `invalid` unless the cursor holds exactly `length` values. */
export function decodeCursor(cursor: string, length: number): { place: Place; backwards: boolean } {
  const found = readCursor(cursor);
  if (found?.place.length === length) return found;
  throw badCursor();
}

/** A cursor that no page of this list answered. */
export function badCursor(): Refusal {
  const message = "This page link is not valid. Start again from the first page.";
  return new Refusal("invalid", message, { cursor: [message] });
}

function isPlain(value: unknown): value is string | number | null {
  return value === null || typeof value === "string" || typeof value === "number";
}
