import { sql, type Column, type SQL } from "drizzle-orm";

/** PostgreSQL array literals, for `${text}::text::float8[]` in UNNEST inserts: cheaper than an array parameter. */
export function numberArray(values: readonly (number | bigint)[]): string {
  return `{${values.join(",")}}`;
}

export function textArray(values: readonly string[]): string {
  return `{${values.map((value) => `"${special.test(value) ? escaped(value) : value}"`).join(",")}}`;
}

const special = /["\\]/;
const escaped = (value: string) => value.replaceAll(/["\\]/g, String.raw`\$&`);

/** `column in (…)` as one parameter, however many values there are. */
export function among(column: Column, values: readonly string[]): SQL {
  return sql`${column} = any(${textArray(values)}::text::text[])`;
}
