import type { Pair } from "@/lib/experiments/batch";

/** A later pair of the same key wins. */
export function asRecord(pairs: readonly Pair[]): Record<string, string> {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, value]));
}

/** The record's own value: a key may be called `constructor`. */
export function valueAt(record: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

export function without(
  record: Readonly<Record<string, string>>,
  key: string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

/** The first param that would change one already written: params are written once. */
export function changedParam(
  written: Readonly<Record<string, string>>,
  params: readonly Pair[],
): { key: string; before: string; after: string } | undefined {
  for (const { key, value } of params) {
    const before = valueAt(written, key);
    if (before !== undefined && before !== value) return { key, before, after: value };
  }
  return undefined;
}
