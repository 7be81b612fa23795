// What the role of the web and worker processes may do: everything they need, and nothing to what must stay as written.

/** @typedef {Awaited<ReturnType<typeof import("./database.mjs").connect>>} Sql */

/** The role of the embedded database. */
export const appRole = "gatehouse_app";

/** Beside reading and adding: nothing where a row is written once and for good. */
const afterwards = new Map([
  ["audit_entries", ""],
  ["audit_heads", "update"],
  ["receipts", "update (seal)"],
  ["evidence", ""],
  ["stage_changes", ""],
  ["approvals", ""],
  ["gate_rounds", ""],
  // a seat may pass to a role that only its holder can still fill, and a go may have lapsed by the decision
  ["gate_votes", "update (role, lapse, lapsed_at)"],
  ["gates", "update"],
  ["policies", "update (active)"],
  ["models", "update"],
  ["versions", "update"],
]);

/**
 * Makes the role of the embedded database, or gives it this password.
 * @param {Sql} sql
 * @param {string} password of letters, digits, _ and -
 */
export async function ensureAppRole(sql, password) {
  const [known] = await sql`select from pg_roles where rolname = ${appRole}`;
  if (!known) await sql.unsafe(`create role ${appRole}`);
  await sql.unsafe(
    `alter role ${appRole} login nosuperuser nocreatedb nocreaterole nobypassrls password '${password}'`,
  );
}

/**
 * Grants a role what the processes need, as the owner of the tables; what it had before is taken away first.
 * @param {Sql} sql
 * @param {string} role
 */
export async function grantApp(sql, role) {
  /** @type {{ schema: string, name: string }[]} */
  const tables = await sql`
    select relnamespace::regnamespace::text as schema, relname as name from pg_class
    where relkind in ('r', 'p', 'v') and not relispartition
      and relnamespace in ('public'::regnamespace, 'graphile_worker'::regnamespace)`;
  await sql.begin(async (tx) => {
    const to = tx(role);
    await tx`grant usage on schema public, graphile_worker, drizzle to ${to}`;
    await tx`grant select on all tables in schema drizzle to ${to}`;
    await tx`grant usage, select on all sequences in schema public, graphile_worker to ${to}`;
    for (const { schema, name } of tables) {
      const table = `${quoted(schema)}.${quoted(name)}`;
      const more = schema === "public" ? afterwards.get(name) : undefined;
      const granted = ["select", "insert", ...(more === "" ? [] : [more ?? "update, delete"])];
      await tx.unsafe(`revoke all on ${table} from ${quoted(role)}`);
      await tx.unsafe(`grant ${granted.join(", ")} on ${table} to ${quoted(role)}`);
    }
    await openJobs(tx);
  });
}

/**
 * Graphile Worker closes its tables to everybody but their owner; grants decide here as everywhere.
 * @param {import("postgres").TransactionSql} tx
 */
async function openJobs(tx) {
  /** @type {{ name: string }[]} */
  const closed = await tx`
    select relname as name from pg_class
    where relrowsecurity and relnamespace = 'graphile_worker'::regnamespace
      and not exists (select from pg_policy where polrelid = pg_class.oid)`;
  for (const { name } of closed)
    await tx.unsafe(
      `create policy by_grants on graphile_worker.${quoted(name)} using (true) with check (true)`,
    );
}

const quoted = (/** @type {string} */ name) => `"${name.replaceAll('"', '""')}"`;

/**
 * Whether whoever holds this connection could change what must stay as it was written.
 * @param {Sql} sql
 */
export async function mayRewrite(sql) {
  const [row] = await sql`
    select rolsuper or pg_has_role(current_user, relowner, 'MEMBER')
      or has_table_privilege(pg_class.oid, 'UPDATE, DELETE, TRUNCATE') as may
    from pg_roles, pg_class
    where rolname = current_user and pg_class.oid = 'public.audit_entries'::regclass`;
  return row?.["may"] === true;
}
