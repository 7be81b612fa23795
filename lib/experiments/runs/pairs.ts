import type { Pair } from "@/lib/experiments/runs/batch";
import { ownValue } from "@/lib/own-value";

/** A later pair of the same key wins. */
export function asRecord(pairs: readonly Pair[]): Record<string, string> {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, value]));
}

export function without(
  record: Readonly<Record<string, string>>,
  key: string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

/** The params that would change one already written: params are written once. */
export function changedParams(
  written: Readonly<Record<string, string>>,
  params: readonly Pair[],
): { key: string; before: string; after: string }[] {
  return params.flatMap(({ key, value }) => {
    const before = ownValue(written, key);
    return before === undefined || before === value ? [] : [{ key, before, after: value }];
  });
}
