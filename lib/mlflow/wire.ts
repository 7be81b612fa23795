import { z } from "zod";

import { momentFault } from "@/lib/calendar";
import { greatestInt64, readInt64, type Int64 } from "@/lib/int64";
import { ownValue } from "@/lib/own-value";

/** Field types of MLflow's JSON: protobuf's rules, where null is as good as absent and numbers may come as strings. */

export const text = z.string();
export const requiredText = z.string().min(1);

export function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** The id of an experiment: digits, which scripts written by hand send as a number. */
export const requiredId = z.preprocess(numberAsText, requiredText);
export const id = z.preprocess(numberAsText, text);

function numberAsText(value: unknown): unknown {
  return Number.isSafeInteger(value) || typeof value === "bigint" ? String(value) : value;
}

/** A step or time of a metric: any int64. */
export const exactInt64 = z
  .custom<Int64 | string>((value) => readInt64(value) !== undefined, {
    params: { largest: greatestInt64 },
  })
  .transform((value): Int64 => readInt64(value) ?? 0);

/** A whole number that is reckoned with, and so no larger than those that can be. */
export const int64 = z
  .custom<number | string>((value) => typeof readInt64(value) === "number", {
    params: { largest: String(Number.MAX_SAFE_INTEGER) },
  })
  .transform(Number);

/** How many: an int64 within bounds. */
export function count(least: number, most = Number.MAX_SAFE_INTEGER) {
  return int64.pipe(z.number().min(least).max(most));
}

/** Unix milliseconds that a calendar has. */
export function momentOf(name: string) {
  return int64.superRefine((value, context) => {
    const fault = momentFault(value);
    if (fault === undefined) return;
    const message = `Invalid value ${value} for parameter '${name}' supplied: ${fault}`;
    context.addIssue({ code: "custom", message });
  });
}

const decimal = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;
const unlimited = /^([-+]?)(nan|inf|infinity)$/i;

/** A double. What JSON cannot write comes as a word, in any spelling that Python reads: `"NaN"`, `"-inf"`. */
export const double = z
  .custom<number | bigint | string>(isNumberOrText)
  .transform((value, context) => {
    const found = typeof value === "string" ? doubleOf(value.trim()) : Number(value);
    if (found !== undefined) return found;
    context.addIssue({ code: "custom" });
    return z.NEVER;
  });

function isNumberOrText(value: unknown): boolean {
  return typeof value === "number" || typeof value === "bigint" || typeof value === "string";
}

function doubleOf(written: string): number | undefined {
  if (decimal.test(written)) return Number(written);
  const [, sign, word = ""] = unlimited.exec(written) ?? [];
  if (sign === undefined) return undefined;
  if (word.toLowerCase() === "nan") return Number.NaN;
  return sign === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** The answer's form of a double. */
export function wireDouble(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

/** A protobuf enum: by name, or by number counted from 1. */
export function enumeration<const Names extends readonly [string, ...string[]]>(names: Names) {
  const known = (value: unknown): Names[number] | undefined => {
    const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
    return typeof number === "number" ? names[number - 1] : names.find((name) => name === value);
  };
  return z
    .custom<Names[number] | number>((value) => known(value) !== undefined)
    .transform((value, context) => {
      const name = known(value);
      if (name !== undefined) return name;
      context.addIssue({ code: "custom" });
      return z.NEVER;
    });
}

export const viewType = enumeration(["ACTIVE_ONLY", "DELETED_ONLY", "ALL"]);

const pair = z.object({ key: requiredText, value: optional(text) });
export const pairs = optional(z.array(pair)).transform((list) =>
  (list ?? []).map(({ key, value }) => ({ key, value: value ?? "" })),
);

/** A repeated field: absent is empty. In a query string a single value stands for a list of one. */
export function repeated<Schema extends z.ZodType>(schema: Schema) {
  return optional(z.array(schema)).transform((list) => list ?? []);
}
export function repeatedQuery<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess(
    (value) => (typeof value === "string" ? [value] : value),
    z.array(schema).optional(),
  );
}

/** `run_uuid` is the old name of `run_id`; clients send either or both. */
export function ofRun<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess(withRunId, z.object({ run_id: requiredText, ...shape }));
}

function withRunId(raw: unknown): unknown {
  if (typeof raw !== "object" || raw === null) return raw;
  const runId: unknown = Reflect.get(raw, "run_id");
  if (runId !== undefined && runId !== null && runId !== "") return raw;
  return { ...raw, run_id: Reflect.get(raw, "run_uuid") };
}

/** A record as MLflow's list of key and value, by key; undefined, and so left out, when empty. */
export function wirePairs(record: Record<string, string>) {
  const keys = Object.keys(record).toSorted();
  return keys.length === 0
    ? undefined
    : keys.map((key) => ({ key, value: ownValue(record, key) ?? "" }));
}

export function nonEmpty<Item>(items: Item[]): Item[] | undefined {
  return items.length === 0 ? undefined : items;
}
