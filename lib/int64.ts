/**
 * A whole number of 64 bits, as steps and times are: a number where that is exact, and a bigint beyond 2^53. The same
 * value is always of the same type, so `===` and `<` hold between any two.
 */
export type Int64 = number | bigint;

const least = -(2n ** 63n);
const greatest = 2n ** 63n - 1n;

export const leastInt64 = String(least);
export const greatestInt64 = String(greatest);

export function int64Of(value: bigint): Int64 {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** What a client sent as one; undefined where it is none. */
export function readInt64(value: unknown): Int64 | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) ? value : undefined;
  if (typeof value === "string" && !/^-?\d{1,30}$/.test(value)) return undefined;
  if (typeof value !== "string" && typeof value !== "bigint") return undefined;
  const exact = BigInt(value);
  return exact < least || exact > greatest ? undefined : int64Of(exact);
}

export function isInt64(value: unknown): value is Int64 {
  return typeof value === "bigint" ? readInt64(value) === value : Number.isSafeInteger(value);
}

/** The nearest float64, and what has to be added to it. */
export function splitInt64(value: Int64): [near: number, rest: number] {
  if (typeof value === "number") return [value, 0];
  const near = Number(value);
  return [near, Number(value - BigInt(near))];
}

export function joinInt64(near: number, rest: number): Int64 {
  return Number.isSafeInteger(near) && rest === 0 ? near : int64Of(BigInt(near) + BigInt(rest));
}
