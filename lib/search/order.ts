import { sql, type SQL } from "drizzle-orm";

import { Refusal } from "@/lib/errors";
import { readCursor, type Direction } from "@/lib/paging";
import { parseName, type Name } from "@/lib/search/filter";
import { tokenizeUntilFault } from "@/lib/search/tokens";

export type OrderClause = Name & { direction: Direction };

/** One column of a keyset order. `type` is how its value travels in a page token. */
export type SortTerm = {
  by: SQL;
  direction: Direction;
  type: "text" | "float8" | "bigint" | "timestamptz" | "int" | "numeric";
};

/** Reads `<name> [ASC|DESC]`. */
export function parseOrder(clause: string): OrderClause {
  const trimmed = clause.trim();
  const match = /^(.*?)(?:\s+(asc|desc))?$/is.exec(trimmed);
  const left = match?.[1]?.trim() ?? "";
  const { tokens, rest } = tokenizeUntilFault(left);
  const [name] = tokens;
  const valid = name && tokens.length === 1 && rest === "" && name.kind !== "number";
  if (!valid || clause.length > 2000)
    throw new Refusal(
      "invalid",
      `Invalid order_by clause '${clause.slice(0, 500)}'. Could not be parsed.`,
    );
  return { ...parseName(left), direction: match?.[2]?.toLowerCase() === "desc" ? "desc" : "asc" };
}

/** Refuses a field named twice: the second could never have a say. */
export function parseOrders(clauses: readonly string[]): OrderClause[] {
  const orders = clauses.map(parseOrder);
  if (orders.length > 20) throw new Refusal("invalid", "At most 20 order_by clauses are allowed.");
  const seen = new Set<string>();
  for (const { entity, key } of orders) {
    const name = entity === null ? key : `${entity}.${key}`;
    if (seen.has(name))
      throw new Refusal("invalid", `\`order_by\` contains duplicate fields: ${name}`);
    seen.add(name);
  }
  return orders;
}

/** A value that may be missing: those without come last, whichever the direction. */
export function nullable(by: SQL, direction: Direction, type: SortTerm["type"]): SortTerm[] {
  return [
    { by: sql`(${by} is null)::int`, direction: "asc", type: "int" },
    { by, direction, type },
  ];
}

/** What reads as a number. Exponents end at three digits: no double has more, and PostgreSQL would write them out. */
const number = sql.raw(
  "'(?i)^ *[+-]?(([0-9]+[.]?[0-9]*|[.][0-9]+)(e[+-]?0*[0-9]{1,3})?|inf|infinity) *$'",
);

/**
 * Text that users chose: numbers by their value, then words, then what is missing, whichever the direction. `join` reads
 * each row's text once, under the name `as`; OFFSET keeps the planner from writing it out wherever a term stands.
 */
export function byValue(
  text: SQL,
  direction: Direction,
  as: string,
): { join: SQL; terms: SortTerm[] } {
  const [name, kind] = [sql.raw(as), sql.raw(`${as}.kind`)];
  return {
    join: sql`cross join lateral (
      select t.value, case when t.value is null then 2 when t.value ~ ${number} then 0 else 1 end as kind
      from (select ${text} as value offset 0) t offset 0) ${name}`,
    terms: [
      { by: kind, direction: "asc", type: "int" },
      {
        by: sql`(case when ${kind} = 0 then ${name}.value::numeric end)`,
        direction,
        type: "numeric",
      },
      { by: sql`(case when ${kind} = 1 then ${name}.value end)`, direction, type: "text" },
    ],
  };
}

export function orderBySql(terms: readonly SortTerm[]): SQL {
  return sql.join(
    terms.map(({ by, direction }) => (direction === "asc" ? sql`${by} asc` : sql`${by} desc`)),
    sql`, `,
  );
}

/** What a row's place in the order is, as text, for the token of the next page. */
export function placeSql(terms: readonly SortTerm[]): SQL {
  return sql`json_build_array(${sql.join(
    terms.map(({ by }) => sql`(${by})::text`),
    sql`, `,
  )})`;
}

/**
 * One page in order: each row's id and its place. `from` is everything from the FROM clause to WHERE. The places are
 * spelt out for the rows of the page alone; before the limit that would be done for every row that matches.
 */
export function pageSql(id: SQL, terms: readonly SortTerm[], from: SQL, limit: number): SQL {
  const named = terms.map((term, at) => ({ ...term, by: sql.raw(`t${at}`) }));
  const values = terms.map(({ by }, at) => sql`${by} as ${sql.raw(`t${at}`)}`);
  return sql`select id, ${placeSql(named)} as place from (
    select ${id} as id, ${sql.join(values, sql`, `)} ${from}
    order by ${orderBySql(named)} limit ${limit}) page order by ${orderBySql(named)}`;
}

/**
 * Rows that come after `place`: later in the first term, or equal there and later in the next, and so on. The bound on
 * the first term says nothing new, but an index can start at it.
 */
export function afterSql(terms: readonly SortTerm[], place: readonly (string | null)[]): SQL {
  let after: SQL = sql`false`;
  for (let at = terms.length - 1; at >= 0; at--) {
    const term = terms[at];
    const value = place[at];
    if (!term || value === undefined) throw badToken();
    after = afterTerm(term, value, after);
  }
  const [first] = terms;
  const [start] = place;
  if (!first || start === null || start === undefined) return after;
  const bound = first.direction === "asc" ? sql`>=` : sql`<=`;
  return sql`(${first.by} ${bound} ${placed(start, first)} and ${after})`;
}

function placed(value: string, { type }: SortTerm): SQL {
  return sql`${value}::text::${sql.raw(type)}`;
}

function afterTerm(term: SortTerm, value: string | null, rest: SQL): SQL {
  const { by, direction } = term;
  if (value === null) return sql`(${by} is null and ${rest})`;
  const at = placed(value, term);
  return direction === "asc"
    ? sql`(${by} > ${at} or (${by} = ${at} and ${rest}))`
    : sql`(${by} < ${at} or (${by} = ${at} and ${rest}))`;
}

export type Turn = { place: (string | null)[]; backwards: boolean };

/** Throws `invalid` unless the cursor was made for an order of this shape. */
export function decodeTurn(cursor: string, terms: readonly SortTerm[]): Turn {
  const found = readCursor(cursor);
  if (found?.place.length !== terms.length) throw badToken();
  return {
    place: found.place.map((value, at) => checkedValue(value, terms[at])),
    backwards: found.backwards,
  };
}

/** The same for an order that is only walked forwards. */
export function decodePlace(cursor: string, terms: readonly SortTerm[]): (string | null)[] {
  const { place, backwards } = decodeTurn(cursor, terms);
  if (backwards) throw badToken();
  return place;
}

function checkedValue(value: unknown, term: SortTerm | undefined): string | null {
  if (value === null) return null;
  if (typeof value !== "string" || !term) throw badToken();
  const isText = term.type === "text" || term.type === "timestamptz";
  if (!isText && value !== "NaN" && Number.isNaN(Number(value))) throw badToken();
  return value;
}

function badToken(): Refusal {
  const message = "Invalid page token, could not base64-decode";
  return new Refusal("invalid", message, { cursor: [message] });
}
