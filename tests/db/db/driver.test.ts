import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { ownDatabase, type OwnDatabase } from "@/tests/support/own-database";

/** One connection, so that what a statement leaves behind meets the next one; as the product's own pool is made. */
function oneConnection(url: string, settings: Record<string, string | number> = {}) {
  return postgres(url, { max: 1, onnotice: () => undefined, connection: settings });
}

/** As a fault of ours would hand it on. */
const missing = Array.from<never>({ length: 1 });

type Sql = ReturnType<typeof oneConnection>;

let database: OwnDatabase;
let sql: Sql;

beforeEach(async () => {
  database = await ownDatabase("driver");
  sql = oneConnection(database.url);
  await sql`select 1 as warm`;
});

afterEach(async () => {
  await sql.end({ timeout: 1 });
  await database.drop();
});

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => "none",
    (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
  );
}

/** Whole, in order, and nothing else. */
async function expectWhole(client: Sql): Promise<void> {
  const rows = await client<{ n: number }[]>`select n from generate_series(1, 3) n`;
  expect([...rows]).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  expect(rows.length).toBe(3);
  const [first] = await client.unsafe<{ mine: string }[]>("select $1::text as mine", ["here"], {
    prepare: true,
  });
  expect(first).toEqual({ mine: "here" });
  expect(await client.begin((tx) => tx`select 7 as seven`)).toEqual([{ seven: 7 }]);
}

describe("After an error in the midst of rows the next answer on the connection is whole", () => {
  test("when a row cannot be computed", async () => {
    expect(await codeOf(sql`select 1 / (5000 - n) from generate_series(1, 9000) n`)).toBe("22012");
    await expectWhole(sql);
  });

  test("when it failed inside a transaction", async () => {
    const failing = sql.begin((tx) => tx`select 1 / (5000 - n) from generate_series(1, 9000) n`);
    expect(await codeOf(failing)).toBe("22012");
    await expectWhole(sql);
  });

  test("when it failed inside a savepoint that the transaction goes on from", async () => {
    const rows = await sql.begin(async (tx) => {
      await codeOf(
        tx.savepoint((inner) => inner`select 1 / (5000 - n) from generate_series(1, 9000) n`),
      );
      return tx`select n from generate_series(1, 3) n`;
    });
    expect([...rows]).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  test("when a prepared statement failed, and is asked again", async () => {
    const ask = (upTo: number) =>
      sql`select 10 / (5000 - n) as x from generate_series(1, ${upTo}::int) n`;
    expect(await codeOf(ask(9000))).toBe("22012");
    const rows = await ask(2);
    expect([...rows]).toEqual([{ x: 0 }, { x: 0 }]);
    await expectWhole(sql);
  });

  test("when a pattern turns out not to be one", async () => {
    const text = String.raw`select v like 'zz\' from (values ('a'), ('b'), ('zzq')) t (v)`;
    expect(await codeOf(sql.unsafe(text))).toBe("22025");
    await expectWhole(sql);
  });
});

describe("After a statement was ended in the midst of its rows the next answer is whole", () => {
  test("when its time was up", async () => {
    const hurried = oneConnection(database.url, { statement_timeout: 150 });
    const slow = hurried`select n, pg_sleep(case when n = 500 then 10 else 0 end), repeat('x', 100)
      from generate_series(1, 900) n`;
    expect(await codeOf(slow)).toBe("57014");
    await expectWhole(hurried);
    await hurried.end();
  });

  test("when somebody cancelled it on the server", async () => {
    const [me] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
    const slow = codeOf(
      sql`select n, pg_sleep(case when n = 500 then 30 else 0 end), repeat('x', 100)
        from generate_series(1, 900) n`,
    );
    const other = oneConnection(database.url);
    await cancelOnceItSleeps(other, me?.pid ?? 0);
    expect(await slow).toBe("57014");
    await other.end();
    await expectWhole(sql);
  });

  test("when its own client cancelled it", async () => {
    const [me] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
    const slow = sql`select n, pg_sleep(case when n = 500 then 30 else 0 end), repeat('x', 100)
      from generate_series(1, 900) n`;
    const ended = codeOf(slow);
    const other = oneConnection(database.url);
    await untilAsleep(other, me?.pid ?? 0);
    slow.cancel();
    expect(await ended).toBe("57014");
    await other.end();
    await expectWhole(sql);
  });
});

describe("A statement that fails leaves the ones beside it on the connection alone", () => {
  test("when it cannot be sent: the one before is answered, and so is the one after", async () => {
    const before = sql.unsafe("select pg_sleep(0.05), 'before' as mine").execute();
    const unsendable = codeOf(sql.unsafe("select $1::text as mine", missing));
    const after = sql.unsafe("select 'after' as mine");
    const [first, second, third] = await Promise.all([before, unsendable, after]);
    expect(first[0]?.["mine"]).toBe("before");
    expect(second).toBe("UNDEFINED_VALUE");
    expect(third[0]?.["mine"]).toBe("after");
    await expectWhole(sql);
  });

  test("when it has more values than the protocol can count", async () => {
    const many = Array.from({ length: 70_000 }, (_, at) => at);
    const text = `select ${many.map((_, at) => `$${at + 1}::int`).join(" + ")} as total`;
    const before = sql.unsafe("select pg_sleep(0.05), 'before' as mine").execute();
    const unsendable = codeOf(sql.unsafe(text, many));
    const after = sql.unsafe("select 'after' as mine");
    expect((await before)[0]?.["mine"]).toBe("before");
    expect(await unsendable).toBe("MAX_PARAMETERS_EXCEEDED");
    expect((await after)[0]?.["mine"]).toBe("after");
    await expectWhole(sql);
  });

  test("when it is cancelled while it waits behind another", async () => {
    const running = sql.unsafe("select pg_sleep(0.2), 'running' as mine").execute();
    const waiting = sql.unsafe("select 'waiting' as mine").execute();
    const last = sql.unsafe("select 'last' as mine").execute();
    const ended = codeOf(waiting);
    await new Promise((resolve) => setImmediate(resolve));
    waiting.cancel();
    expect((await running)[0]?.["mine"]).toBe("running");
    expect(await ended).toBe("57014");
    expect((await last)[0]?.["mine"]).toBe("last");
    await expectWhole(sql);
  });

  test("when it is cancelled before it is sent", async () => {
    const early = sql.unsafe("select 'early' as mine");
    early.cancel();
    expect(await codeOf(early)).toBe("57014");
    await expectWhole(sql);
  });
});

test("A cancel that comes as its statement ends does not end the next one", async () => {
  for (let time = 0; time < 200; time++) {
    const quick = sql.unsafe("select 1", []).execute();
    const how = codeOf(quick);
    await new Promise((resolve) => setImmediate(resolve));
    quick.cancel();
    await how;
    expect(await codeOf(sql`select pg_sleep(0.003)`)).toBe("none");
  }
});

test("A prepared statement that is sent again, since a column came to its table, has the same values", async () => {
  await sql`create table kept (name text)`;
  await sql`insert into kept values ('one')`;
  const ask = () => sql`select kept.*, ${true}::bool as sure, ${3}::int as count from kept`;
  expect((await ask())[0]).toEqual({ name: "one", sure: true, count: 3 });
  const other = oneConnection(database.url);
  await other`alter table kept add column size int`;
  await other.end();
  expect((await ask())[0]).toEqual({ name: "one", size: null, sure: true, count: 3 });
  expect((await ask())[0]).toEqual({ name: "one", size: null, sure: true, count: 3 });
  await expectWhole(sql);
});

test("A connection that may not learn the array types in time fails who waits for it, and nobody else", async () => {
  const holder = oneConnection(database.url);
  await holder`select 1 as warm`;
  const late = oneConnection(database.url, { lock_timeout: 100 });
  await holder.begin(async (tx) => {
    await tx`lock table pg_catalog.pg_type in access exclusive mode`;
    expect(await codeOf(late`select 1 as one`)).toBe("55P03");
  });
  await expectWhole(late);
  await Promise.all([late.end(), holder.end()]);
});

async function untilAsleep(other: Sql, pid: number): Promise<void> {
  for (;;) {
    const [found] = await other<{ event: string | null }[]>`
      select wait_event as event from pg_stat_activity where pid = ${pid}`;
    if (found?.event === "PgSleep") return;
  }
}

async function cancelOnceItSleeps(other: Sql, pid: number): Promise<void> {
  await untilAsleep(other, pid);
  await other`select pg_cancel_backend(${pid})`;
}
