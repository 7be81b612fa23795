import { sql, type Column, type SQL } from "drizzle-orm";

/** The text under a key of a jsonb column. The key is written out, for the planner and for indexes: never a user's. */
export function textAt(column: Column | SQL, key: `${string}.${string}`): SQL<string | null> {
  return sql<string | null>`(${column} ->> ${sql.raw(`'${key.replaceAll("'", "''")}'`)})`;
}
