import "server-only";
import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";

import type { Tx } from "@/lib/db/client";

type Client = {
  unsafe: (query: string, params: unknown[], options: { prepare: boolean }) => Promise<unknown>;
};

const dialect = new PgDialect();

/**
 * Runs a statement of fixed text as a named prepared one: the server plans it once per connection, and the driver
 * saves the round trip that asks for parameter types. Only for statements on the hottest paths, since each stays
 * prepared for as long as the connection lives.
 */
export async function executePrepared<Row>(tx: Tx, statement: SQL): Promise<Row[]> {
  const client = clientOf(tx);
  const { sql, params } = dialect.sqlToQuery(statement);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the caller names the columns it asks for
  return (await client.unsafe(sql, params, { prepare: true })) as Row[];
}

/** Drizzle keeps the transaction's own connection in its session. */
function clientOf(tx: Tx): Client {
  const session: unknown = Reflect.get(tx, "session");
  const client: unknown =
    typeof session === "object" && session !== null ? Reflect.get(session, "client") : undefined;
  if (typeof client !== "function") throw new Error("This transaction has no postgres.js client.");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked as far as a function can be
  return client as unknown as Client;
}
