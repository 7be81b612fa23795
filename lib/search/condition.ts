import { sql, type SQL } from "drizzle-orm";

import { likePattern } from "@/lib/db/like";
import { Refusal } from "@/lib/errors";
import type { Comparison, Filter, Operator } from "@/lib/search/filter";

export const numberOperators = [">", ">=", "!=", "=", "<", "<="] as const;
export const textOperators = ["!=", "=", "LIKE", "ILIKE"] as const;
export const fieldOperators = [...textOperators, "IS NULL", "IS NOT NULL"] as const;
export const listOperators = ["!=", "=", "LIKE", "ILIKE", "IN", "NOT IN"] as const;

const symbols: Record<Operator, SQL> = {
  "=": sql`=`,
  "!=": sql`<>`,
  "<": sql`<`,
  "<=": sql`<=`,
  ">": sql`>`,
  ">=": sql`>=`,
  LIKE: sql`like`,
  ILIKE: sql`ilike`,
  IN: sql`in`,
  "NOT IN": sql`not in`,
  "IS NULL": sql`is null`,
  "IS NOT NULL": sql`is not null`,
};

/** Compiles a filter with what the caller makes of each comparison. Values only ever travel as parameters. */
export function compileFilter(filter: Filter, compare: (comparison: Comparison) => SQL): SQL {
  if (filter.kind === "compare") return compare(filter.comparison);
  const parts = filter.of.map((part) => compileFilter(part, compare));
  if (parts.length === 0) return sql`true`;
  return sql`(${sql.join(parts, filter.kind === "all" ? sql` and ` : sql` or `)})`;
}

/** `left op 'text'`. A missing value matches nothing but IS NULL. `what` names the field in refusals. */
export function textCondition(
  left: SQL,
  comparison: Comparison,
  what: string,
  operators: readonly Operator[] = textOperators,
): SQL {
  const { operator, value } = comparison;
  requireOperator(operator, operators);
  if (operator === "IS NULL" || operator === "IS NOT NULL")
    return sql`${left} ${symbols[operator]}`;
  if (operator === "IN" || operator === "NOT IN") {
    const list = sql`(${sql.join(
      listValues(comparison).map((item) => sql`${item}`),
      sql`, `,
    )})`;
    return sql`${left} ${symbols[operator]} ${list}`;
  }
  const text = quotedValue(value, what);
  const pattern = operator === "LIKE" || operator === "ILIKE" ? likePattern(text) : text;
  return sql`${left} ${symbols[operator]} ${pattern}`;
}

/** `left op number`; `cast` is the column's type. NaN is neither greater nor smaller than anything. */
export function numberCondition(
  left: SQL,
  { operator, value }: Comparison,
  what: string,
  cast: "float8" | "numeric" = "float8",
): SQL {
  requireOperator(operator, numberOperators);
  if (value.kind !== "number")
    throw new Refusal("invalid", `Expected numeric value type for ${what}. Found ${value.text}`);
  const number =
    cast === "float8" ? sql`${value.text}::text::float8` : sql`${value.text}::text::numeric`;
  const plain = sql`${left} ${symbols[operator]} ${number}`;
  return cast === "float8" && (operator === ">" || operator === ">=")
    ? sql`(${plain} and ${left} <> 'NaN')`
    : plain;
}

export function requireOperator(operator: Operator, allowed: readonly Operator[]): void {
  if (!allowed.includes(operator))
    throw new Refusal(
      "invalid",
      `Invalid comparator '${operator}' not one of '{${allowed.map((each) => `'${each}'`).join(", ")}}'`,
    );
}

function quotedValue(value: Comparison["value"], what: string): string {
  if (value.kind === "string") return value.value;
  if (value.kind === "name")
    throw new Refusal(
      "invalid",
      `Parameter value is either not quoted or unidentified quote types used for string value ${value.text}. Use either single or double quotes.`,
    );
  throw new Refusal(
    "invalid",
    `Expected a quoted string value for ${what} (e.g. 'my-value'). Got value ${value.text}`,
  );
}

function listValues({ operator, value }: Comparison): string[] {
  if (value.kind !== "list")
    throw new Refusal(
      "invalid",
      `While parsing a list in the query, expected a parenthesised list of quoted strings after ${operator}. Got value ${value.text}`,
    );
  const bare = value.items.find(({ kind }) => kind !== "string");
  if (bare)
    throw new Refusal(
      "invalid",
      `While parsing a list in the query, expected string value, punctuation, or whitespace, but got different type in list: ${value.text}`,
    );
  return value.items.map((item) => item.value);
}
