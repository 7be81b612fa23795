import { sql, type SQL } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";

import { db, sqlClient, type Tx } from "@/lib/db/client";
import { createRun } from "@/lib/experiments/runs/create-run";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { searchRunIds, searchRuns } from "@/lib/experiments/runs/run-search-queries";
import { makeWorkspace, type UserActor } from "@/tests/support/workspace";

const runsMade = 5000;

let actor: UserActor;

beforeAll(async () => {
  const { workspaceId, admin } = await makeWorkspace();
  actor = admin;
  await db.execute(sql`
    insert into runs (workspace_id, run_id, experiment_id, name, status, start_time, artifact_uri,
      params, tags, created_at, updated_at)
    select ${workspaceId}, md5(i::text), '0', 'r' || i, 'FINISHED', i, 'x',
      jsonb_build_object('depth', (i % 50)::text), jsonb_build_object('team', 't' || i % 7), now(), now()
    from generate_series(1, ${runsMade}::int) i`);
  await db.execute(sql`
    insert into run_metrics (workspace_id, run_id, key, experiment_id, value, step, at)
    select ${workspaceId}, md5(i::text), 'm', '0', i % 977, 1, 1
    from generate_series(1, ${runsMade}::int) i`);
  await db.execute(sql`analyze runs`);
  await db.execute(sql`analyze run_metrics`);
});

type Plan = { "QUERY PLAN": string }[];
const explain = "explain (analyze, timing off, buffers off)";

/** The rows the database touches for one page: those a scan gives and those it throws away, over all loops. */
async function rowsTouched(search: Parameters<typeof searchRunIds>[1]): Promise<number> {
  const asked: (() => Promise<Plan>)[] = [];
  const client = Object.assign(() => undefined, {
    unsafe: async (text: string, params: never[]) => {
      asked.push(() => sqlClient.unsafe<Plan>(`${explain} ${text}`, params));
      return sqlClient.unsafe(text, params);
    },
  });
  const execute = async (statement: SQL) => {
    asked.push(() => db.execute(sql`${sql.raw(explain)} ${statement}`));
    return db.execute(statement);
  };
  const tx: unknown = Object.create(db, {
    execute: { value: execute },
    session: { value: { client } },
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens in and passes everything on
  await searchRunIds({ actor, tx: tx as Tx }, search);
  expect(asked).not.toHaveLength(0);
  let touched = 0;
  for (const plan of asked)
    for (const { "QUERY PLAN": line } of await plan()) touched += rowsOf(line);
  return touched;
}

function rowsOf(line: string): number {
  const removed = /Rows Removed by Filter: (\d+)/.exec(line)?.[1];
  if (removed) return Number(removed);
  const scan = /Scan .*\(actual rows=([\d.]+) loops=(\d+)\)/.exec(line);
  return scan ? Number(scan[1]) * Number(scan[2]) : 0;
}

test.each([
  ["the newest", []],
  ["the greatest of a metric", ["metrics.m DESC"]],
  ["the smallest of a metric", ["metrics.m"]],
])("a page of %s costs the page, not the experiment", async (_name, orderBy) => {
  const search = { experimentIds: ["0"], limit: 20, orderBy };
  expect(await rowsTouched(search)).toBeLessThan(runsMade / 10);
  const { next } = await searchRuns({ actor }, { ...search, limit: 500 });
  const deep = { ...search, cursor: next ?? "" };
  expect(await rowsTouched(deep)).toBeLessThan(runsMade / 10);
});

test("runs of a param and a tag are found without reading the others", async () => {
  const filter = "params.depth = '7' and tags.team = 't3' and metrics.m >= 0";
  const search = { experimentIds: ["0"], limit: 100, filter, orderBy: ["metrics.m DESC"] };
  const { runs } = await searchRuns({ actor }, search);
  const expected = Array.from({ length: runsMade }, (_, at) => at + 1)
    .filter((i) => i % 50 === 7 && i % 7 === 3)
    .map((i) => `r${i}`);
  expect(runs.map(({ name }) => name).toSorted()).toEqual(expected.toSorted());
  expect(await rowsTouched(search)).toBeLessThan(runsMade / 10);
});

test("a value that shares its number with another is not taken for it", async () => {
  const { workspaceId } = actor;
  const [twins] = await db.execute<{ one: string; other: string }>(sql`
    select min(v) as one, max(v) as other from (
      select 'v' || i as v, run_field_hash(${workspaceId}, '0', 'parameter', 'twin', 'v' || i) as hash
      from generate_series(1, 500000) i) hashed
    group by hash having count(*) > 1 limit 1`);
  if (!twins) throw new Error("no two values share a number");
  for (const value of [twins.one, twins.other]) {
    const { runId } = await createRun(
      { actor, now: new Date() },
      { experimentId: "0", name: value },
    );
    await logBatch({ actor, now: new Date() }, { runId, params: [{ key: "twin", value }] });
  }
  const search = { experimentIds: ["0"], filter: `params.twin = '${twins.one}'` };
  const { runs } = await searchRuns({ actor }, search);
  expect(runs.map(({ name }) => name)).toEqual([twins.one]);
});
