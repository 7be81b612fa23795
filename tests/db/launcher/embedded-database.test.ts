import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

import postgres from "postgres";
import { afterEach, beforeAll, afterAll, describe, expect, test } from "vitest";

import { data } from "@/scripts/lib/paths.mjs";
import { renewPassword, startPostgres } from "@/scripts/lib/pg.mjs";

type Running = Awaited<ReturnType<typeof startPostgres>>;

/** A database that has served and holds something. Its files outside `access.json` are the same after each test. */
let folder: string;
let running: Running | undefined;
/** What opens it: its access.json as it should be. */
let known: string;

const start = async () => (running = await startPostgres({ folder, fast: true }));

function stop(): void {
  running?.stop();
  running = undefined;
}

/** Where the files are: some machines keep them apart from the folder that names them. */
function inside(...names: string[]): string {
  const note = join(folder, "kept-elsewhere");
  return join(existsSync(note) ? readFileSync(note, "utf8").trim() : folder, ...names);
}

beforeAll(async () => {
  folder = mkdtempSync(data("pg-damage-"));
  const { url } = await start();
  const sql = postgres(url, { max: 1 });
  await sql`create table kept (name text)`;
  await sql`insert into kept values ('whole')`;
  await sql.end();
  stop();
  known = readFileSync(inside("access.json"), "utf8");
});

afterEach(() => {
  stop();
  writeFileSync(inside("access.json"), known);
});

afterAll(() => {
  for (const each of [inside(), folder]) rmSync(each, { recursive: true, force: true });
});

/** Null removes the file. */
function damage(text: string | null): void {
  if (text === null) rmSync(inside("access.json"));
  else writeFileSync(inside("access.json"), text);
}

async function holds(url: string): Promise<unknown> {
  const sql = postgres(url, { max: 1 });
  try {
    const [row] = await sql`select name from kept`;
    return row?.["name"];
  } finally {
    await sql.end();
  }
}

const files = () => readdirSync(inside("data")).toSorted();

describe("A database that has served is never made anew", () => {
  test.each([
    ["is missing", null],
    ["is empty", ""],
    ["is an empty object", "{}"],
    ["says that nothing was made", '{"made":false}'],
    ["is a list", "[]"],
    ["is null", "null"],
    ["is cut", '{"made":true,"user":"gateh'],
    ["holds no password", '{"made":true,"user":"gatehouse","password":"","port":5}'],
    ["holds a password that is no text", '{"made":true,"user":"gatehouse","password":7,"port":5}'],
  ])("where access.json %s that is told", async (_, text) => {
    damage(text);
    const before = files();
    await expect(start()).rejects.toThrow(/access\.json.*new-password/s);
    expect(files()).toEqual(before);
  });

  test.each([
    ["is damaged", "{}"],
    ["holds another password", '{"made":true,"user":"gatehouse","password":"wrong","port":0}'],
  ])("where access.json %s a new password opens it again", async (_, text) => {
    damage(text);
    await expect(start()).rejects.toThrow(/access\.json.*new-password/s);
    expect(existsSync(inside("data", "postmaster.pid"))).toBe(false);
    renewPassword(folder);
    known = readFileSync(inside("access.json"), "utf8");
    const { url, made } = await start();
    expect([made, await holds(url)]).toEqual([false, "whole"]);
  });

  test.each([
    [
      "says that it was not finished",
      (text: string) => text.replace('"made":true', '"made":false'),
    ],
    ["says nothing of that", (text: string) => text.replace('"made":true,', "")],
    ["holds an impossible port", (text: string) => text.replace(/"port":\d+/, '"port":"x"')],
    ["holds a port too high", (text: string) => text.replace(/"port":\d+/, '"port":99999')],
  ])("where access.json %s, but holds the password, it goes on", async (_, change) => {
    damage(change(known));
    const { url, made } = await start();
    expect([made, await holds(url)]).toEqual([false, "whole"]);
  });

  test("where its own files have gone, that is told", async () => {
    renameSync(inside("data", "PG_VERSION"), inside("version"));
    const before = files();
    await expect(start()).rejects.toThrow(/not whole.*backup/s);
    expect(files()).toEqual(before);
    renameSync(inside("version"), inside("data", "PG_VERSION"));
  });
});

test("an attempt that was interrupted before its server ran is made again, and put aside", async () => {
  damage('{"made":false,"user":"gatehouse","password":"half","port":0}');
  for (const name of ["postmaster.opts", "server.log"]) rmSync(inside("data", name));
  const { made } = await start();
  known = readFileSync(inside("access.json"), "utf8");
  expect(made).toBe(true);
  const aside = readdirSync(inside()).filter((name) => name.startsWith("data.unfinished-"));
  expect(aside).toHaveLength(1);
  expect(existsSync(inside(String(aside[0]), "PG_VERSION"))).toBe(true);
});

test("a folder of before gets the role of the processes, and one whose password was lost gets it anew", async () => {
  const before = JSON.stringify({ ...JSON.parse(known), appPassword: undefined });
  damage(before);
  const sql = postgres((await start()).url, { max: 1 });
  await sql`drop role gatehouse_app`;
  await sql.end();
  stop();
  damage(before);
  for (const again of [false, true]) {
    const { appUrl } = await start();
    const app = postgres(appUrl, { max: 1 });
    const [is] = await app`select rolsuper, rolname from pg_roles where rolname = current_user`;
    expect([again, is]).toEqual([again, { rolsuper: false, rolname: "gatehouse_app" }]);
    await app.end();
    stop();
    if (!again) damage(before);
  }
});
