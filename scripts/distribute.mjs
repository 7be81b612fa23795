#!/usr/bin/env node
// `npm run db:distribute`: turns the tables of a migrated database into Citus tables, once; safe to run again.
import { connect, migrate } from "./lib/database.mjs";
import { say, Stop } from "./lib/output.mjs";
import { begin, prepareCode } from "./lib/prepare.mjs";

/** Small, and the same on every node. Every table with workspace_id is distributed by it; the rest stay local. */
const reference = ["workspaces", "users"];

async function main() {
  begin();
  await prepareCode();
  const url = process.env["DATABASE_OWNER_URL"] ?? process.env["DATABASE_URL"];
  if (!url) throw new Stop("Set DATABASE_URL to the coordinator of the Citus cluster.");
  await migrate(url);
  const sql = await connect(url);
  try {
    const [citus] = await sql`select extversion from pg_extension where extname = 'citus'`;
    if (!citus)
      return say("This database has no citus extension; its tables stay as they are, on one node");
    say(`Citus ${citus["extversion"]}`);
    await sql.begin(distribute);
  } finally {
    await sql.end();
  }
}

/** @typedef {import("postgres").TransactionSql} Sql */

/** @param {Sql} sql */
async function distribute(sql) {
  /** @type {{ name: string }[]} */
  const done = await sql`select logicalrelid::regclass::text as name from pg_dist_partition`;
  const isDone = new Set(done.map(({ name }) => name));
  /** @type {{ name: string }[]} */
  const scoped = await sql`
    select c.relname as name from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition
      and c.relnamespace = 'public'::regnamespace
    order by c.relname`;
  const tables = scoped.map(({ name }) => name);
  const missing = [...reference, ...tables].filter((name) => !isDone.has(name));
  if (missing.length === 0) return say("Every table is distributed already");
  const dropped = await dropForeignKeys(sql, missing);
  const first = tables.find((name) => isDone.has(name)) ?? tables[0];
  for (const name of missing) {
    if (reference.includes(name)) await sql`select create_reference_table(${name})`;
    else {
      const beside = name === first ? "none" : first;
      await sql`select create_distributed_table(${name}, 'workspace_id', colocate_with => ${beside})`;
    }
    say(`${name} is ${reference.includes(name) ? "on every node" : "distributed by workspace"}`);
  }
  for (const { table, name, definition } of dropped)
    await sql.unsafe(`alter table ${table} add constraint ${name} ${definition}`);
}

/**
 * Citus refuses to distribute a table whose foreign keys lead to one that is not yet: they come back afterwards.
 * @param {Sql} sql
 * @param {string[]} names
 */
async function dropForeignKeys(sql, names) {
  /** @type {{ table: string, name: string, definition: string }[]} */
  const keys = await sql`
    select conrelid::regclass::text as table, quote_ident(conname) as name,
      pg_get_constraintdef(oid) as definition
    from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace
      and (conrelid::regclass::text = any(${names}) or confrelid::regclass::text = any(${names}))`;
  for (const { table, name } of keys)
    await sql.unsafe(`alter table ${table} drop constraint ${name}`);
  return keys;
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error instanceof Stop ? error.message : error);
    process.exit(1);
  },
);
