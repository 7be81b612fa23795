import fs from "node:fs";
import { createRequire } from "node:module";

import { grantApp, mayRewrite } from "./app-role.mjs";
import { faultCode } from "./fault-code.mjs";
import { Stop } from "./output.mjs";
import { at } from "./paths.mjs";

const lockNumber = 7_215_501;

/** @param {string} url */
export async function connect(url, options = {}) {
  const { default: postgres } = await import("postgres");
  return postgres(url, { max: 1, connect_timeout: 10, onnotice: () => undefined, ...options });
}

/**
 * Brings the schema up to date, and the job queue's own: a command may add a job before any worker ever ran. Whoever
 * connects as `app` then may do what the processes need. Two launchers against one database wait for each other.
 * @param {string} url
 * @param {{ app?: string | undefined }} [roles]
 */
export async function migrate(url, { app } = {}) {
  const { drizzle } = await import("drizzle-orm/postgres-js");
  const { migrate: apply } = await import("drizzle-orm/postgres-js/migrator");
  const { runMigrations } = await import("graphile-worker");
  const sql = await connect(url);
  try {
    await sql`select pg_advisory_lock(${lockNumber})`;
    if (await isBehind(sql)) {
      await refuseUnlessOwner(sql);
      await apply(drizzle(sql), { migrationsFolder: at("drizzle", "migrations") });
    }
    await runMigrations({ connectionString: url });
    if (app !== undefined) await grantApp(sql, app);
  } finally {
    await sql.end();
  }
}

/**
 * Whether migrations are left to apply: a role that may apply none can serve a database that needs none.
 * @param {Awaited<ReturnType<typeof connect>>} sql
 */
async function isBehind(sql) {
  const [found] = await sql`select to_regclass('drizzle.__drizzle_migrations') is null as none`;
  if (found?.["none"]) return true;
  const [last] = await sql`
    select coalesce(max(created_at), 0)::float8 as at from drizzle.__drizzle_migrations`;
  const journal = at("drizzle", "migrations", "meta", "_journal.json");
  /** @type {{ entries: { when: number }[] }} */
  const { entries } = JSON.parse(fs.readFileSync(journal, "utf8"));
  return entries.some(({ when }) => when > last?.["at"]);
}

/** @param {Awaited<ReturnType<typeof connect>>} sql */
async function refuseUnlessOwner(sql) {
  const [row] = await sql`select has_database_privilege(current_database(), 'CREATE') as may`;
  if (!row?.["may"])
    throw new Stop(
      "The role of DATABASE_URL may not bring the database up to date. Set DATABASE_OWNER_URL to the same database as its owner.",
    );
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

/**
 * Whether whoever connects so could change what must stay as it was written.
 * @param {string} url
 */
export async function mayRewriteAudit(url) {
  const sql = await connect(url);
  try {
    return await mayRewrite(sql);
  } finally {
    await sql.end();
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
