import { sql, type SQL } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";

import { db, type Tx } from "@/lib/db/client";
import { searchRuns } from "@/lib/experiments/runs/run-search-queries";
import { makeWorkspace, type UserActor } from "@/tests/support/workspace";

const runsMade = 5000;

let actor: UserActor;

beforeAll(async () => {
  const { workspaceId, admin } = await makeWorkspace();
  actor = admin;
  await db.execute(sql`
    insert into runs (workspace_id, run_id, experiment_id, name, status, start_time, artifact_uri,
      created_at, updated_at)
    select ${workspaceId}, md5(i::text), '0', 'r' || i, 'FINISHED', i, 'x', now(), now()
    from generate_series(1, ${runsMade}::int) i`);
  await db.execute(sql`
    insert into run_metrics (workspace_id, run_id, key, experiment_id, value, step, at)
    select ${workspaceId}, md5(i::text), 'm', '0', i % 977, 1, 1
    from generate_series(1, ${runsMade}::int) i`);
  await db.execute(sql`analyze runs`);
  await db.execute(sql`analyze run_metrics`);
});

/** The rows the database touches for one page: those a scan gives and those it throws away, over all loops. */
async function rowsTouched(search: Parameters<typeof searchRuns>[1]): Promise<number> {
  const statements: SQL[] = [];
  const tx: unknown = Object.create(db, {
    execute: {
      value: async (statement: SQL) => {
        statements.push(statement);
        return db.execute(statement);
      },
    },
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens in and passes everything on
  await searchRuns({ actor, tx: tx as Tx }, search);
  let touched = 0;
  for (const statement of statements) {
    const lines = await db.execute<{ "QUERY PLAN": string }>(
      sql`explain (analyze, timing off, buffers off) ${statement}`,
    );
    for (const { "QUERY PLAN": line } of lines) touched += rowsOf(line);
  }
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
