import type { ReadCtx } from "@/lib/command";

/** JSON has no NaN, so such values are kept by name: they are evidence too, and no check can compare them. */
export type NamedNumber = number | "NaN" | "Infinity" | "-Infinity";

export type LeafType =
  | "string"
  | "double"
  | "bool"
  | "list<string>"
  | "map<string, double>"
  | "map<string, string>"
  | "map<string, dyn>";

/** What a section holds, in CEL's types: the one definition of what checks may read and of what is stored. */
export type SectionSchema = LeafType | { readonly [field: string]: SectionSchema };

type Leaves = {
  string: string;
  double: number;
  bool: boolean;
  "list<string>": string[];
  "map<string, double>": Record<string, NamedNumber>;
  "map<string, string>": Record<string, string>;
  "map<string, dyn>": Record<string, unknown>;
};

/** The value of a section as it is gathered, stored and shown. Nothing is null: what is absent has its empty value. */
export type ValueOf<Schema> = Schema extends LeafType
  ? Leaves[Schema]
  : { -readonly [Field in keyof Schema]: ValueOf<Schema[Field]> };

/** The version that evidence is gathered about, as far as sections below the registry need to know it. */
export type EvidenceSubject = {
  model: { id: string; name: string };
  version: number;
  runId: string | null;
  loggedModelId: string | null;
  artifactPath: string | null;
};

export type Found<Value> = {
  value: Value;
  /** Which record it was read from, `<kind>:<id>`. */
  source: string;
  /** When that record last changed. */
  measuredAt: Date | null;
};

export type Section<Name extends string, Schema extends SectionSchema> = {
  name: Name;
  schema: Schema;
  /** What is read where nothing is on record. */
  absent: ValueOf<Schema>;
  gather: (ctx: ReadCtx, subject: EvidenceSubject) => Promise<Found<ValueOf<Schema>> | null>;
};

/** One part of the evidence. A module that knows something a gate may ask keeps it in its `evidence.ts`. */
export function section<const Name extends string, const Schema extends SectionSchema>(
  definition: Section<Name, Schema>,
): Section<Name, Schema> {
  return definition;
}

export type AnySection = {
  name: string;
  schema: SectionSchema;
  absent: unknown;
  gather: (ctx: ReadCtx, subject: EvidenceSubject) => Promise<Found<unknown> | null>;
};

export type EvidenceOf<Sections extends readonly AnySection[]> = {
  [Each in Sections[number] as Each["name"]]: Each["absent"];
};

export function namedNumbers(
  metrics: readonly { key: string; value: number }[],
): Record<string, NamedNumber> {
  return Object.fromEntries(metrics.map(({ key, value }) => [key, namedNumber(value)]));
}

function namedNumber(value: number): NamedNumber {
  if (Number.isNaN(value)) return "NaN";
  if (value === Infinity) return "Infinity";
  return value === -Infinity ? "-Infinity" : value;
}
