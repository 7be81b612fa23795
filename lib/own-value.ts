/**
 * What a record holds under a name that somebody chose. Every object inherits `constructor`, `toString` and others, so
 * asking it by index would find what nobody put there.
 */
export function ownValue<Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
