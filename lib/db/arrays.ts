/** PostgreSQL array literals, for `${text}::text::float8[]` in UNNEST inserts: cheaper than an array parameter. */
export function numberArray(values: readonly number[]): string {
  return `{${values.join(",")}}`;
}

export function textArray(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(",")}}`;
}
