import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";

import { sql } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";

import { db } from "@/lib/db/client";

const run = promisify(execFile);
const made: string[] = [];

afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true }))));

test("the migrations make exactly the schema: generating again finds nothing to change", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-migrations-"));
  made.push(folder);
  const migrations = join(folder, "migrations");
  await cp("drizzle/migrations", migrations, { recursive: true });
  const before = await readdir(migrations);
  const { stdout } = await run(process.execPath, [
    "node_modules/drizzle-kit/bin.cjs",
    "generate",
    "--dialect=postgresql",
    "--schema=./drizzle/schema/*.ts",
    `--out=${relative(process.cwd(), migrations)}`,
  ]);
  expect(stdout).toContain("No schema changes");
  expect(await readdir(migrations)).toEqual(before);
}, 60_000);

test("every migration is applied once, as it stands in the repository", async () => {
  const applied = await db.execute<{ hash: string }>(
    sql`select hash from drizzle.__drizzle_migrations order by id`,
  );
  const files = (await readdir("drizzle/migrations")).filter((name) => name.endsWith(".sql"));
  const hashes = await Promise.all(
    files.toSorted().map(async (name) =>
      createHash("sha256")
        .update(await readFile(`drizzle/migrations/${name}`))
        .digest("hex"),
    ),
  );
  expect(applied.map(({ hash }) => hash)).toEqual(hashes);
});

test("a transaction can add a job although no worker ever ran, and takes it along when it is undone", async () => {
  const jobs = sql`select from graphile_worker.jobs where task_identifier = 'of_no_worker'`;
  const undone = new Error("undone");
  const adding = db.transaction(async (tx) => {
    await tx.execute(sql`select graphile_worker.add_job('of_no_worker', '{}'::json)`);
    throw undone;
  });
  await expect(adding).rejects.toBe(undone);
  expect(await db.execute(jobs)).toHaveLength(0);
  await db.execute(sql`select graphile_worker.add_job('of_no_worker', '{}'::json)`);
  expect(await db.execute(jobs)).toHaveLength(1);
});

test("scoped tables have neither triggers nor references that are set null", async () => {
  const triggers = await db.execute(sql`
    select tgrelid::regclass::text as name from pg_trigger
    join pg_class on pg_class.oid = tgrelid
    where not tgisinternal and relnamespace = 'public'::regnamespace`);
  expect(triggers).toHaveLength(0);
  const nulled = await db.execute(sql`
    select conname from pg_constraint
    where contype = 'f' and confdeltype in ('n', 'd') and connamespace = 'public'::regnamespace`);
  expect(nulled).toHaveLength(0);
});
