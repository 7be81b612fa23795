import { ownValue } from "@/lib/own-value";

type Fields = Readonly<Record<string, unknown>>;

export type FieldChange = { key: string; before: string | null; after: string | null };

/** Before and after, field by field; objects are opened, lists are shown as they are. */
export function fieldChanges(before: Fields, after: Fields): FieldChange[] {
  const old = flatten(before);
  const now = flatten(after);
  return [...new Set([...old.keys(), ...now.keys()])].map((key) => ({
    key,
    before: old.get(key) ?? null,
    after: now.get(key) ?? null,
  }));
}

/** The names of the fields at the top that differ. */
export function changedFields(before: Fields, after: Fields): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => JSON.stringify(ownValue(before, key)) !== JSON.stringify(ownValue(after, key)),
  );
}

function flatten(fields: Fields, prefix = ""): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [name, value] of Object.entries(fields)) {
    const key = prefix === "" ? name : `${prefix}.${name}`;
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      for (const [inner, text] of flatten({ ...value }, key)) flat.set(inner, text);
    else flat.set(key, shown(value));
  }
  return flat;
}

function shown(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((item) => typeof item === "string"))
    return value.join(", ");
  return JSON.stringify(value) ?? "";
}
