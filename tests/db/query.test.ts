import { beforeAll, expect, test } from "vitest";

import { experiments } from "@/drizzle/schema/experiments";
import { createExperiment } from "@/lib/experiments/create-experiment";
import { query } from "@/lib/query";
import { makeWorkspace, type TestWorkspace } from "@/tests/support/workspace";

let [here, elsewhere]: TestWorkspace[] = [];
const asked: string[] = [];

const experimentsNamed = query({
  permission: "tracking:write",
  run: async (ctx, name: string, limit?: number) => {
    asked.push(name);
    const rows = await ctx.read
      .select({ name: experiments.name, workspaceId: experiments.workspaceId })
      .from(experiments)
      .where(ctx.here(experiments))
      .limit(limit ?? 10);
    return rows.filter((row) => row.name === name);
  },
});

const refused = query({
  permission: "tracking:read",
  run: (_ctx, name: string) => {
    asked.push(name);
    return Promise.reject(new Error(name));
  },
});

beforeAll(async () => {
  [here, elsewhere] = [await makeWorkspace(), await makeWorkspace()];
  for (const { admin } of [here, elsewhere])
    await createExperiment({ actor: admin, now: new Date() }, { name: "same name" });
});

test("a read finds its own workspace's rows alone", async () => {
  const rows = await experimentsNamed({ actor: here!.admin }, "same name");
  expect(rows.map(({ workspaceId }) => workspaceId)).toEqual([here!.workspaceId]);
});

test("who may not read is refused before anything is asked", async () => {
  const viewer = await here!.member(["viewer"]);
  const before = asked.length;
  await expect(experimentsNamed({ actor: viewer }, "same name")).rejects.toMatchObject({
    code: "forbidden",
  });
  expect(asked.length).toBe(before);
});

test("within one request the same question is asked once, and another one anew", async () => {
  const ctx = { actor: here!.admin, memo: new Map() };
  asked.length = 0;
  const answers = await Promise.all([
    experimentsNamed(ctx, "a"),
    experimentsNamed(ctx, "a"),
    experimentsNamed(ctx, "b"),
    experimentsNamed(ctx, "a", 1),
  ]);
  expect(asked).toEqual(["a", "b", "a"]);
  expect(answers[0]).toBe(answers[1]);
  await Promise.allSettled([refused(ctx, "c"), refused(ctx, "c")]);
  expect(asked).toEqual(["a", "b", "a", "c"]);
});

const bare = query({
  permission: "tracking:read",
  run: ({ read, here: mine }) => read.select().from(experiments).where(mine(experiments)),
});

test("a statement that is answered as it is runs once for all who await it", async () => {
  const ctx = { actor: here!.admin, memo: new Map() };
  const answers = await Promise.all([bare(ctx), bare(ctx)]);
  expect(answers[0]).toHaveLength(2);
  expect(answers[0]).toBe(answers[1]);
});

test("without a request to share it nothing is kept", async () => {
  const ctx = { actor: here!.admin };
  asked.length = 0;
  await experimentsNamed(ctx, "a");
  await experimentsNamed(ctx, "a");
  expect(asked).toEqual(["a", "a"]);
});

test("what is kept is still refused to who may not read", async () => {
  const memo = new Map();
  await experimentsNamed({ actor: here!.admin, memo }, "a");
  const viewer = await here!.member(["viewer"]);
  await expect(experimentsNamed({ actor: viewer, memo }, "a")).rejects.toMatchObject({
    code: "forbidden",
  });
});
