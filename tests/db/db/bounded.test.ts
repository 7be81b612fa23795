import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";

import { hasUsers } from "@/lib/auth/identity/identity-queries";
import { command } from "@/lib/command";
import { bounded, type Sql } from "@/lib/db/bounded";
import { db } from "@/lib/db/client";
import { asRefusal } from "@/lib/db/faults";
import { limitsOf, serverLimits, type Limits } from "@/lib/db/limits";
import { onceMore } from "@/lib/db/once-more";
import { inScope, toItsEnd } from "@/lib/db/request-scope";
import { createModel } from "@/lib/registry/create-model";
import { makeWorkspace } from "@/tests/support/workspace";

const url = process.env["DATABASE_URL"] ?? "";
const unlimited: Limits = limitsOf.tool;
let pools: Sql[];

beforeEach(() => {
  pools = [];
});
afterEach(async () => {
  await Promise.all(pools.map((each) => each.end({ timeout: 1 })));
});

function pool(size: number, limits: Partial<Limits> = {}): Sql {
  const all = { ...unlimited, ...limits };
  const made = bounded(
    postgres(url, { max: size, onnotice: () => undefined, connection: serverLimits(all) }),
    { size, limits: all },
  );
  pools.push(made);
  return made;
}

async function refusalOf(work: PromiseLike<unknown>): Promise<unknown> {
  try {
    await work;
    return "none";
  } catch (error) {
    return asRefusal(error);
  }
}

/** Once a statement with this mark runs, or no longer does. */
async function untilRunning(mark: string, running: boolean): Promise<void> {
  const watch = pool(1);
  for (;;) {
    const [row] = await watch<{ n: number }[]>`
      select count(*)::int as n from pg_stat_activity
      where state = 'active' and query like ${`%${mark}%`} and pid <> pg_backend_pid()`;
    if ((row?.n ?? 0) > 0 === running) return;
  }
}

const sleeping = (sql: Sql, mark: string) =>
  sql.unsafe(`select pg_sleep(600) as "${mark}"`, []).execute();

const asking = (ask: () => Promise<unknown>) =>
  command({
    permission: "model:write",
    input: z.object({}),
    run: async () => {
      await ask();
      return {
        result: null,
        audit: { action: "model.set_tag" as const, subject: "model:0", name: "m" },
      };
    },
  });

const second = () => db.transaction(async () => undefined);

describe("Inside a transaction nothing asks the pool", () => {
  test("for it would wait for itself once every connection does so: it is a bug, however many there are", async () => {
    const { admin } = await makeWorkspace();
    const ctx = { actor: admin, now: new Date() };
    const told = "The pool was asked inside a transaction. Ask the transaction itself.";
    const bug = { message: told };
    await expect(asking(() => hasUsers())(ctx, {})).rejects.toMatchObject({ cause: bug });
    await expect(asking(second)(ctx, {})).rejects.toMatchObject(bug);
    // and nothing is held afterwards
    for (let time = 0; time < 30; time++) await createModel(ctx, { name: `model ${time}` });
  });

  test("so sixty transactions at once pass through one connection", async () => {
    const sql = pool(1);
    const sums = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        sql.begin(async (tx) => {
          const [row] = await tx<{ sum: number }[]>`select ${n}::int + 1 as sum`;
          return row?.sum;
        }),
      ),
    );
    expect(sums).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
  });
});

describe("What a caller may keep the database busy with has an end", () => {
  test("a statement: told as what it asks too much of", async () => {
    const sql = pool(1, { statement: 100 });
    expect(await refusalOf(sql`select pg_sleep(600)`)).toMatchObject({ code: "too_costly" });
    expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  });

  test("the wait for another's lock: told as passing", async () => {
    const [holder, sql] = [pool(1), pool(1, { lock: 100 })];
    await holder.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(991)`;
      const waiting = sql.begin((mine) => mine`select pg_advisory_xact_lock(991)`);
      expect(await refusalOf(waiting)).toMatchObject({ code: "unavailable" });
    });
  });

  test("a transaction that asks nothing any more", async () => {
    const sql = pool(1, { idle: 100 });
    const never = sql.begin(() => new Promise<never>(() => undefined));
    expect(await refusalOf(never)).toMatchObject({ code: "unavailable" });
    expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  });

  test("the wait for a connection, which nobody else's statement is put behind", async () => {
    const sql = pool(2, { wait: 200 });
    const slow = [sleeping(sql, "kept a"), sleeping(sql, "kept b")];
    const ends = slow.map((each) => refusalOf(each));
    await untilRunning("kept b", true);
    expect(await refusalOf(sql`select 1`)).toMatchObject({ code: "unavailable" });
    // and so through what wraps the errors of its statements
    const wrapped = drizzle(sql);
    expect(await refusalOf(wrapped.execute("select 1"))).toMatchObject({ code: "unavailable" });
    expect(await refusalOf(sql.begin((tx) => tx`select 1`))).toMatchObject({ code: "unavailable" });
    for (const each of slow) each.cancel();
    await Promise.all(ends);
    expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  });

  test("all of the pool for one person: the others find a connection", async () => {
    const sql = pool(5, { wait: 200 });
    const greedy = inScope({ who: "greedy" }, () =>
      Array.from({ length: 9 }, (_, n) => sleeping(sql, `greedy ${n}`)),
    );
    const ends = greedy.map((each) => refusalOf(each));
    await untilRunning("greedy 2", true);
    expect(await inScope({ who: "other" }, () => sql`select 1 as one`)).toEqual([{ one: 1 }]);
    for (const each of greedy) each.cancel();
    await Promise.all(ends);
  });
});

describe("A statement ends with its client", () => {
  test("when it runs", async () => {
    const sql = pool(1);
    const client = new AbortController();
    const scope = { signal: client.signal };
    const end = inScope(scope, () => refusalOf(sleeping(sql, "left alone")));
    await untilRunning("left alone", true);
    client.abort();
    expect(await end).toMatchObject({ code: "unavailable" });
    await untilRunning("left alone", false);
    expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  });

  test("when it waits for a connection", async () => {
    const sql = pool(1);
    const slow = sleeping(sql, "before it");
    const end = refusalOf(slow);
    await untilRunning("before it", true);
    const client = new AbortController();
    const waiting = inScope({ signal: client.signal }, () => refusalOf(sql`select 2`));
    client.abort();
    expect(await waiting).toMatchObject({ code: "unavailable" });
    slow.cancel();
    await end;
  });

  test("but what is written is written to its end", async () => {
    const sql = pool(1);
    const client = new AbortController();
    const scope = { signal: client.signal };
    const written = inScope(scope, () =>
      toItsEnd(() => sql`select pg_sleep(0.3), 'to its end' as how`.execute()),
    );
    await untilRunning("to its end", true);
    client.abort();
    expect(await written).toMatchObject([{ how: "to its end" }]);
  });
});

describe("A connection that was lost while nobody used it costs nobody an answer", () => {
  test("when the database ended it", async () => {
    const [sql, other] = [pool(3), pool(1)];
    const opened = await Promise.all(
      [1, 2, 3].map(() => sql<{ pid: number }[]>`select pg_backend_pid() as pid, pg_sleep(0.1)`),
    );
    const pids = opened.flatMap(([row]) => row?.pid ?? []);
    expect(new Set(pids).size).toBe(3);
    await other`select pg_terminate_backend(pid) from unnest(${pids}::int[]) pid`;
    for (let time = 0; time < 6; time++)
      expect(await onceMore(() => sql`select 1 as one`)).toEqual([{ one: 1 }]);
    await other`select 1`;
    const [again] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
    expect(await sql.begin((tx) => tx`select 1 as one`)).toEqual([{ one: 1 }]);
    await other`select pg_terminate_backend(${again?.pid ?? 0})`;
    expect(await sql.begin((tx) => tx`select 1 as one`)).toEqual([{ one: 1 }]);
  });
});
