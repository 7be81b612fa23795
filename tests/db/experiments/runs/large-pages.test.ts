import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { z } from "zod";

import { db } from "@/lib/db/client";
import { artifactsScreen } from "@/lib/experiments/runs/artifacts-screen";
import { searchRuns } from "@/lib/experiments/runs/run-search-queries";
import { search, Search } from "@/lib/mlflow/runs";
import { makeWorkspace, type TestWorkspace } from "@/tests/support/workspace";

/** Runs as if they had been logged, each with so many parameters. */
async function addRuns({ workspaceId, admin }: TestWorkspace, count: number, params: number) {
  await db.execute(sql`
    insert into runs (workspace_id, experiment_id, run_id, name, status, lifecycle, mlflow_user,
      start_time, artifact_uri, author_id, author_name, created_at, updated_at, params, tags)
    select ${workspaceId}::uuid, '0', md5(${workspaceId} || n), 'run ' || n, 'FINISHED', 'active', 'u',
      n, 'mlflow-artifacts:/0/' || n, ${admin.id}::uuid, 'a', now(), now(),
      (select coalesce(jsonb_object_agg('p' || k, k::text), '{}') from generate_series(1, ${params}::int) k),
      '{}'
    from generate_series(1, ${count}::int) n`);
}

const Answer = z.object({
  runs: z.array(z.object({ info: z.object({ run_name: z.string() }) })),
  next_page_token: z.string().optional(),
});

async function answerOf(workspace: TestWorkspace, asked: object) {
  const input = Search.parse({ experiment_ids: ["0"], ...asked });
  let text = "";
  for await (const part of await search({ actor: workspace.admin }, input)) text += part;
  return text;
}

test("A search of many runs comes part by part, and its token leads on", async () => {
  const workspace = await makeWorkspace();
  await addRuns(workspace, 1203, 1);
  const names = (text: string) =>
    Answer.parse(JSON.parse(text)).runs.map((run) => run.info.run_name);
  const all = Array.from({ length: 1203 }, (_, n) => `run ${1203 - n}`);
  const whole = await answerOf(workspace, { max_results: 50_000 });
  expect(names(whole)).toEqual(all);
  expect(Answer.parse(JSON.parse(whole)).next_page_token).toBeUndefined();
  const first = await answerOf(workspace, { max_results: 700 });
  expect(names(first)).toEqual(all.slice(0, 700));
  const { next_page_token: token } = Answer.parse(JSON.parse(first));
  const second = await answerOf(workspace, { max_results: 700, page_token: token });
  expect(names(second)).toEqual(all.slice(700));
  expect(await answerOf(workspace, { max_results: 0 })).toBe("{}");
  expect(await answerOf(workspace, { filter: "params.p1 = 'none'" })).toBe("{}");
});

test("A page of runs ends early where each holds thousands of values, and goes on from there", async () => {
  const workspace = await makeWorkspace();
  await addRuns(workspace, 60, 10_000);
  const found: string[] = [];
  let pages = 0;
  for (let cursor: string | null = ""; cursor !== null; pages++) {
    const asked = { experimentIds: ["0"], limit: 1000, cursor };
    const page: Awaited<ReturnType<typeof searchRuns>> = await searchRuns(
      { actor: workspace.admin },
      asked,
    );
    expect(page.runs.length).toBeLessThanOrEqual(30);
    found.push(...page.runs.map(({ name }) => name));
    cursor = page.next;
  }
  expect(pages).toBeGreaterThan(1);
  expect(found).toEqual(Array.from({ length: 60 }, (_, n) => `run ${60 - n}`));
});

test("A folder of many files shows the first of them, the open one, and finds the others", async () => {
  const workspace = await makeWorkspace();
  const { workspaceId, admin } = workspace;
  await db.execute(sql`
    insert into artifacts (workspace_id, path, sha256, size, created_at, created_by_id, created_by_name)
    select ${workspaceId}::uuid, '0/r/artifacts/' || p, repeat('0', 64), 1, now(), ${admin.id}::uuid, 'a'
    from (select lpad(n::text, 5, '0') || '.bin' as p from generate_series(1, 3000) n
      union all select 'zzz/inner.bin') files`);
  const look = (asked: { open?: string; find?: string }) =>
    artifactsScreen({ actor: admin }, "mlflow-artifacts:/0/r/artifacts", {
      open: "",
      find: "",
      ...asked,
    });
  const first = await look({});
  expect(first.more).toBe(true);
  expect(first.tree).toHaveLength(500);
  const found = await look({ find: "02999" });
  expect(found.tree.map(({ name }) => name)).toEqual(["02999.bin"]);
  expect(found.more).toBe(false);
  const open = await look({ open: "zzz/inner.bin" });
  expect(open.tree.at(-1)).toMatchObject({ name: "zzz", children: [{ name: "inner.bin" }] });
});
