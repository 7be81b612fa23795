import "server-only";
import { fillPlaceholders, is, Placeholder, sql, type SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";

import { sqlClient, type Reader, type Tx } from "@/lib/db/client";

type Client = {
  unsafe: (query: string, params: never[], options: { prepare: boolean }) => Statement;
};
/** `execute` hands it over now instead of once it is awaited, so that statements go out in the order they were asked for. */
type Statement = Promise<unknown> & { execute: () => Promise<{ command?: string }> };

const dialect = new PgDialect();

/**
 * A statement of fixed text as a named prepared one: its text is built once per process, the server plans it once per
 * connection, and the driver saves the round trip that asks for parameter types. Only for statements on the hottest
 * paths, since each stays prepared for as long as the connection lives. Without a transaction it is one of its own.
 */
export function prepared<Values extends Record<string, unknown>, Row>(
  make: (of: Placeholders<Values>) => SQL,
): (reader: Reader | undefined, values: Values) => Promise<Row[]> {
  let built: Built | undefined;
  return async (reader, values) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- any name asked for is a placeholder of that name
    built ??= once(dialect.sqlToQuery(make(placeholders as Placeholders<Values>)));
    const params = fillPlaceholders(built.params, values);
    const client = reader === undefined ? sqlClient : clientOf(reader);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the driver knows how to write each value
    const sent = client.unsafe(built.sql, params as never[], { prepare: true }).execute();
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the caller names the columns it asks for
    return (await sent) as Row[];
  };
}

type Built = { sql: string; params: unknown[] };

/** A value named more than once travels once. */
function once({ sql: text, params }: Built): Built {
  const kept: unknown[] = [];
  const places = new Map<unknown, number>();
  const placeOf = params.map((param) => {
    const name = is(param, Placeholder) ? param.name : {};
    const place = places.get(name) ?? kept.push(param);
    places.set(name, place);
    return place;
  });
  return {
    sql: text.replaceAll(/\$(\d+)/g, (_, number: string) => `$${placeOf[Number(number) - 1]}`),
    params: kept,
  };
}

type Placeholders<Values> = { [Name in keyof Values & string]: Placeholder<Name> };

const placeholders: object = new Proxy(
  {},
  { get: (_target, name) => sql.placeholder(String(name)) },
);

/** The same for a statement whose text differs from call to call in few ways. */
export async function executePrepared<Row>(reader: Reader, statement: SQL): Promise<Row[]> {
  const { sql: text, params } = dialect.sqlToQuery(statement);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the caller names the columns it asks for
  return (await clientOf(reader).unsafe(text, params as never[], { prepare: true })) as Row[];
}

/** Drizzle keeps the connection, or the pool, in its session. */
export function clientOf(reader: Tx | Reader): Client {
  const session: unknown = Reflect.get(reader, "session");
  const client: unknown =
    typeof session === "object" && session !== null ? Reflect.get(session, "client") : undefined;
  if (typeof client !== "function") throw new Error("This reader has no postgres.js client.");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked as far as a function can be
  return client as unknown as Client;
}
