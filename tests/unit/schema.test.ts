import { readdirSync, readFileSync } from "node:fs";

import { is } from "drizzle-orm";
import { getTableConfig, PgEnumColumn, PgTable, type PgColumn } from "drizzle-orm/pg-core";
import { expect, test } from "vitest";

/** Small tables that are the same on every node of a cluster. */
const reference = new Set(["workspaces", "users"]);
/** Tables that stay on one node. */
const local = new Set(["sign_in_attempts", "ended_sessions"]);
const states = new Set([
  "status",
  "stage",
  "from_stage",
  "to_stage",
  "lifecycle",
  "tier",
  "choice",
  "direction",
]);

const loaded = import.meta.glob<object>("../../drizzle/schema/*.ts", { eager: true });
const tables = [
  ...new Set(
    Object.values(loaded)
      .flatMap((file) => Object.values(file))
      .filter((value) => is(value, PgTable)),
  ),
].map((table) => getTableConfig(table));
const scoped = tables.filter(({ columns }) => columns.some(({ name }) => name === "workspace_id"));
const migrations = readdirSync("drizzle/migrations")
  .filter((name) => name.endsWith(".sql"))
  .map((name) => readFileSync(`drizzle/migrations/${name}`, "utf8"));

test("every table belongs to a workspace, or is a known reference or local table", () => {
  const rest = tables
    .map(({ name }) => name)
    .filter((name) => !scoped.some((t) => t.name === name));
  expect(new Set(rest)).toEqual(new Set([...reference, ...local]));
});

test("workspace_id is in every primary key, unique constraint and unique index", () => {
  const wrong = scoped.flatMap((table) => {
    const keys = [
      ...table.primaryKeys.map((key) => names(key.columns)),
      ...table.uniqueConstraints.map((key) => names(key.columns)),
      ...table.indexes
        .filter((index) => index.config.unique)
        .map((index) =>
          index.config.columns.map((column) => ("name" in column ? column.name : "")),
        ),
      ...table.columns.filter((c) => c.primary || c.isUnique).map((c) => [c.name]),
    ];
    const primary = table.primaryKeys.length + table.columns.filter((c) => c.primary).length;
    return [
      ...(primary === 1 ? [] : [`${table.name} has ${primary} primary keys`]),
      ...keys
        .filter((key) => !key.includes("workspace_id"))
        .map((key) => `${table.name} (${key.join(", ")})`),
    ];
  });
  expect(wrong).toEqual([]);
});

test("foreign keys stay inside the workspace or lead to a reference table", () => {
  const wrong = scoped.flatMap((table) =>
    table.foreignKeys
      .map((key) => key.reference())
      .filter(({ columns, foreignColumns, foreignTable }) => {
        if (reference.has(getTableConfig(foreignTable).name)) return false;
        const at = names(columns).indexOf("workspace_id");
        return at < 0 || foreignColumns[at]?.name !== "workspace_id";
      })
      .map(({ columns }) => `${table.name} (${names(columns).join(", ")})`),
  );
  expect(wrong).toEqual([]);
});

test("no reference is set null behind the audit log's back", () => {
  const wrong = tables.flatMap((table) =>
    table.foreignKeys
      .filter((key) => key.onDelete === "set null" || key.onUpdate === "set null")
      .map(() => table.name),
  );
  expect(wrong).toEqual([]);
});

test("states are enums in the database", () => {
  const wrong = tables.flatMap((table) =>
    table.columns
      .filter((column) => states.has(column.name) && !is(column, PgEnumColumn))
      .map((column) => `${table.name}.${column.name}`),
  );
  expect(wrong).toEqual([]);
});

test("migrations hold no trigger and no ON DELETE SET NULL", () => {
  for (const sql of migrations) {
    expect(sql).not.toMatch(/create\s+(or\s+replace\s+)?(constraint\s+)?trigger/i);
    expect(sql).not.toMatch(/on\s+delete\s+set\s+null/i);
  }
});

test("an upsert never asks the database for the time", () => {
  const wrong = readdirSync("lib", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .filter((name) => {
      const code = readFileSync(`lib/${name}`, "utf8");
      const upserts = code.split(/onConflictDoUpdate\(|do update set/i).slice(1);
      return upserts.some((rest) => /\b(now\(\)|current_timestamp)/i.test(rest.slice(0, 600)));
    });
  expect(wrong).toEqual([]);
});

function names(columns: readonly Pick<PgColumn, "name">[]): string[] {
  return columns.map(({ name }) => name);
}
