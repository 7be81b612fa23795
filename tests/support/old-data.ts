import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { z } from "zod";

import { bringUpToDate, ownDatabase } from "@/tests/support/own-database";

/**
 * A database as it was before evidence, receipts and packed curves, kept as rows, with what the product's queries of
 * that time read from it. Its people are invented, their passwords known.
 */
const fixture = "tests/fixtures/old-data";

const about = z.object({ migrations: z.array(z.string()), readAt: z.coerce.date() });
const readBefore = z.object({
  counts: z.record(z.string(), z.number()),
  workspaces: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({}).or(z.array(z.unknown()))),
  ),
});

export type OldData = {
  url: string;
  readAt: Date;
  before: z.output<typeof readBefore>;
  remove: () => Promise<void>;
};

/**
 * Makes a database at the migrations of that time, fills it, and brings it up to date as the launcher does. Points
 * this process's settings at it, so the product's modules must be imported afterwards.
 */
export async function migratedOldData(): Promise<OldData> {
  const { migrations, readAt } = about.parse(JSON.parse(await text("about.json")));
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-old-data-"));
  const database = await ownDatabase("old_data");
  const sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  await migrate(drizzle(sql), { migrationsFolder: await onlyThese(migrations, folder) });
  await fill(sql);
  await sql.end();
  await bringUpToDate(database.url);
  process.env["DATABASE_URL"] = database.url;
  process.env["ARTIFACT_DIR"] = await storeFiles(folder);
  return {
    url: database.url,
    readAt,
    before: readBefore.parse(JSON.parse(await text("read.json.gz"))),
    async remove() {
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function text(name: string): Promise<string> {
  const bytes = await readFile(join(fixture, name));
  return (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

const journal = z.object({ entries: z.array(z.looseObject({ tag: z.string() })) });

/** The migrations folder as it was, cut off after the last of these. */
async function onlyThese(tags: readonly string[], folder: string): Promise<string> {
  const old = join(folder, "migrations");
  await mkdir(join(old, "meta"), { recursive: true });
  const all = journal
    .loose()
    .parse(JSON.parse(await readFile("drizzle/migrations/meta/_journal.json", "utf8")));
  const entries = all.entries.filter(({ tag }) => tags.includes(tag));
  await writeFile(join(old, "meta", "_journal.json"), JSON.stringify({ ...all, entries }));
  for (const tag of tags) await cp(`drizzle/migrations/${tag}.sql`, join(old, `${tag}.sql`));
  return old;
}

/** Rows are handed on as they were written, because JavaScript's JSON knows no minus zero. Parents come first. */
async function fill(sql: postgres.Sql): Promise<void> {
  const rows = new Map<string, string[]>();
  for (const line of (await text("rows.tsv.gz")).trimEnd().split("\n")) {
    const [table = "", row = ""] = line.split("\t", 2);
    rows.set(table, [...(rows.get(table) ?? []), row]);
  }
  for (const [table, json] of rows)
    await sql.unsafe(
      `insert into ${table} select r.* from json_populate_recordset(null::${table}, $1::text::json) r`,
      [`[${json.join(",")}]`],
    );
}

/** Where the artifact store keeps a file: by its sha256. */
async function storeFiles(folder: string): Promise<string> {
  const artifacts = join(folder, "artifacts");
  for (const content of z.array(z.string()).parse(JSON.parse(await text("files.json.gz")))) {
    const sha256 = createHash("sha256").update(content).digest("hex");
    await mkdir(join(artifacts, sha256.slice(0, 2)), { recursive: true });
    await writeFile(join(artifacts, sha256.slice(0, 2), sha256), content);
  }
  return artifacts;
}
