import { createHash } from "node:crypto";

import { canonicalJson } from "@/lib/audit/rules";
import { distinct, resolved, valueAt, type Path } from "@/lib/evidence/path";

/** Whatever a policy reads: these bytes were judged, under the rules of this tier. */
const always: readonly Path[] = [
  ["artifact", "digest"],
  ["model", "tier"],
];

/**
 * SHA-256 over the canonical JSON of `[path, value]` for every path read, in the order of the paths. What no check reads
 * may move without a vote being touched by it.
 */
export function digestOf(evidence: object, reads: readonly Path[]): string {
  const values = distinct([...always, ...reads].map((path) => resolved(path, evidence))).map(
    (path) => [path, valueAt(evidence, path)],
  );
  return createHash("sha256").update(canonicalJson(values), "utf8").digest("hex");
}

export type Moved = { path: string; from: string; to: string };

/** What differs between two evidence sets: what the checks read, and what none of them does. */
export function movedBetween(
  before: object,
  after: object,
  reads: readonly Path[],
): { judged: Moved[]; other: Moved[] } {
  const read = [...always, ...reads].flatMap((path) => [
    resolved(path, before),
    resolved(path, after),
  ]);
  const from = leaves(before);
  const to = leaves(after);
  const judged: Moved[] = [];
  const other: Moved[] = [];
  for (const place of [...new Set([...from.keys(), ...to.keys()])].toSorted()) {
    if (from.get(place)?.text === to.get(place)?.text) continue;
    const path = (from.get(place) ?? to.get(place))?.path ?? [];
    const known = read.some((prefix) => prefix.every((step, at) => path[at] === step));
    const moved = {
      path: path.join("."),
      from: short(from.get(place)?.text),
      to: short(to.get(place)?.text),
    };
    if (known) judged.push(moved);
    else if (!incidental.has(moved.path)) other.push(moved);
  }
  return { judged, other };
}

/** Moves whenever anything else does, and says nothing by itself. */
const incidental = new Set(["run.updated_at"]);
const shownLength = 160;

/** Params and tags may hold thousands of characters; the whole text stays in the evidence. */
function short(text = "none"): string {
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}

const textOf = (value: unknown): string =>
  typeof value === "string" ? value : canonicalJson(value);

type Leaf = { path: string[]; text: string };

function leaves(value: unknown, path: string[] = [], found = new Map<string, Leaf>()) {
  if (Array.isArray(value))
    found.set(JSON.stringify(path), { path, text: value.map(textOf).join(", ") || "none" });
  else if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value)) leaves(inner, [...path, key], found);
  else if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    found.set(JSON.stringify(path), { path, text: String(value) || "none" });
  return found;
}
