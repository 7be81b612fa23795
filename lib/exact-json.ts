/*
 * JSON whose whole numbers keep all their digits: beyond 2^53 they are bigints, which JSON's own functions neither read
 * nor write. Everything else is theirs, and so is every text without such a number.
 */

const mark = "\u0000whole:";
const tokens = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/gs;
/** More digits are beyond 64 bits, and cost more the more they are. */
const whole = /^-?\d{16,20}$/;
/** Told before anything is taken apart, since a thousand points hold a thousand fractions as long. */
const anyWhole = /(?:^|[^\d.])\d{16,20}(?![\d.eE])/;

export function parseExact(text: string): unknown {
  if (!anyWhole.test(text)) return JSON.parse(text);
  const marked = text.replaceAll(tokens, (token) =>
    whole.test(token) && !Number.isSafeInteger(Number(token))
      ? JSON.stringify(mark + token)
      : token,
  );
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === "string" && value.startsWith(mark) && whole.test(value.slice(mark.length))
      ? BigInt(value.slice(mark.length))
      : value,
  );
}

export function exactJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // there is a bigint in it, which is rare: looking for one beforehand would cost every answer
    if (!(error instanceof TypeError)) throw error;
  }
  const text = JSON.stringify(value, (_key, each: unknown) =>
    typeof each === "bigint" ? mark + String(each) : each,
  );
  return text.replaceAll(/"\\u0000whole:(-?\d+)"/g, "$1");
}
