import { createRequire } from "node:module";

import { faultCode } from "./fault-code.mjs";
import { at } from "./paths.mjs";

const lockNumber = 7_215_501;

/** @param {string} url */
export async function connect(url, options = {}) {
  const { default: postgres } = await import("postgres");
  return postgres(url, { max: 1, connect_timeout: 10, onnotice: () => undefined, ...options });
}

/**
 * Brings the schema up to date, and the job queue's own: a command may add a job before any worker ever ran.
 * Two launchers against one database wait for each other.
 * @param {string} url
 */
export async function migrate(url) {
  const { drizzle } = await import("drizzle-orm/postgres-js");
  const { migrate: apply } = await import("drizzle-orm/postgres-js/migrator");
  const { runMigrations } = await import("graphile-worker");
  const sql = await connect(url);
  try {
    await sql`select pg_advisory_lock(${lockNumber})`;
    await apply(drizzle(sql), { migrationsFolder: at("drizzle", "migrations") });
    await runMigrations({ connectionString: url });
  } finally {
    await sql.end();
  }
}

/**
 * Why an outside database cannot be used, in words; undefined when it can.
 * @param {string} url
 */
export async function databaseFault(url) {
  const sql = await connect(url, { connect_timeout: 5 });
  try {
    const [row] = await sql`select current_setting('server_version_num')::int as version`;
    return row?.["version"] < 150_000 ? "it is older than PostgreSQL 15" : undefined;
  } catch (error) {
    return faultCode(error) ?? String(error);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** @param {string} url */
export async function isEmpty(url) {
  const sql = await connect(url);
  try {
    const [row] =
      await sql`select exists (select from workspaces) or exists (select from users) as used`;
    return !row?.["used"];
  } finally {
    await sql.end();
  }
}

export const requireFromRoot = createRequire(at("package.json"));
