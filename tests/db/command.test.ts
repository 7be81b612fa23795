import { and, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { z } from "zod";

import { auditEntries } from "@/drizzle/schema/audit";
import { workspaceCounters } from "@/drizzle/schema/auth";
import { verifyChain } from "@/lib/audit/chain-queries";
import { command, type WriteCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import { Refusal } from "@/lib/errors";
import { createRun } from "@/lib/experiments/runs/create-run";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { setExperimentTag } from "@/lib/experiments/set-experiment-tag";
import { createModel } from "@/lib/registry/create-model";
import { makeWorkspace, type TestWorkspace } from "@/tests/support/workspace";

const Named = z.object({ first: z.string(), second: z.string() });

/** Holds one counter's row and then, through another command, a second one's. */
function holding(meet: () => Promise<void>) {
  const inner = command({
    permission: "tracking:write",
    input: z.object({ name: z.string() }),
    run: async (ctx, { name }) => {
      await hold(ctx, name);
      return {
        result: null,
        audit: { action: "experiment.tag", subject: "experiment:0", name },
      };
    },
  });
  return command({
    permission: "tracking:write",
    input: Named,
    run: async (ctx, { first, second }) => {
      await inner(ctx, { name: first });
      await meet();
      await hold(ctx, second);
      return {
        result: null,
        audit: { action: "experiment.untag", subject: "experiment:0", name: second },
      };
    },
  });
}

async function hold({ tx, workspaceId }: WriteCtx, name: string): Promise<void> {
  await tx
    .update(workspaceCounters)
    .set({ value: sql`${workspaceCounters.value} + 1` })
    .where(and(eq(workspaceCounters.workspaceId, workspaceId), eq(workspaceCounters.name, name)));
}

async function counters({ workspaceId }: TestWorkspace, ...names: string[]): Promise<void> {
  await db.insert(workspaceCounters).values(names.map((name) => ({ workspaceId, name, value: 0 })));
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve: (() => void) | undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve?.() };
}

/** Resolves for everybody once `count` have come; those who come later pass. */
function meetingOf(count: number): () => Promise<void> {
  const { promise, resolve } = withResolvers();
  let here = 0;
  return () => {
    here += 1;
    if (here >= count) resolve();
    return promise;
  };
}

const valuesOf = async ({ workspaceId }: TestWorkspace) => {
  const rows = await db
    .select({ name: workspaceCounters.name, value: workspaceCounters.value })
    .from(workspaceCounters)
    .where(eq(workspaceCounters.workspaceId, workspaceId));
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
};

const entriesOf = ({ workspaceId }: TestWorkspace) =>
  db
    .select({
      action: auditEntries.action,
      name: sql<string>`${auditEntries.body}::json ->> 'name'`,
    })
    .from(auditEntries)
    .where(eq(auditEntries.workspaceId, workspaceId))
    .orderBy(auditEntries.seq);

test("two nested commands that cross do not wait for each other at the chain: both commit", async () => {
  const workspace = await makeWorkspace();
  await counters(workspace, "a", "b", "c", "d");
  const ctx = { actor: workspace.admin, now: new Date() };
  const run = holding(meetingOf(2));
  await Promise.all([run(ctx, { first: "a", second: "b" }), run(ctx, { first: "c", second: "d" })]);
  expect(await valuesOf(workspace)).toMatchObject({ a: 1, b: 1, c: 1, d: 1 });
  expect(await verifyChain(ctx)).toMatchObject({ verified: true });
});

test("two that hold what the other wants are both done: the one the database undid is done again, whole", async () => {
  const workspace = await makeWorkspace();
  await counters(workspace, "a", "b");
  const ctx = { actor: workspace.admin, now: new Date() };
  const run = holding(meetingOf(2));
  const before = (await entriesOf(workspace)).length;
  await Promise.all([run(ctx, { first: "a", second: "b" }), run(ctx, { first: "b", second: "a" })]);
  expect(await valuesOf(workspace)).toMatchObject({ a: 2, b: 2 });
  expect((await entriesOf(workspace)).length - before).toBe(4);
  expect(await verifyChain(ctx)).toMatchObject({ verified: true });
});

test("entries stand in the order of the deeds, the outermost last", async () => {
  const workspace = await makeWorkspace();
  await counters(workspace, "a", "b");
  const ctx = { actor: workspace.admin, now: new Date() };
  await holding(meetingOf(1))(ctx, { first: "a", second: "b" });
  expect((await entriesOf(workspace)).slice(-2)).toEqual([
    { action: "experiment.tag", name: "a" },
    { action: "experiment.untag", name: "b" },
  ]);
});

test("what an inner command did goes with the outer one that fails, its entry too", async () => {
  const workspace = await makeWorkspace();
  await counters(workspace, "a", "b");
  const ctx = { actor: workspace.admin, now: new Date() };
  const before = (await entriesOf(workspace)).length;
  const failing = holding(() => Promise.reject(new Refusal("outdated", "Too late.")));
  await expect(failing(ctx, { first: "a", second: "b" })).rejects.toThrow("Too late.");
  expect(await valuesOf(workspace)).toMatchObject({ a: 0, b: 0 });
  expect(await entriesOf(workspace)).toHaveLength(before);
});

/** Counts one up, and says of it what it is told to. */
const counting = command({
  permission: "tracking:write",
  input: z.object({
    name: z.string(),
    subject: z.enum(["experiment:0", "experiment:"]),
    called: z.string(),
  }),
  run: async (ctx, { name, subject, called }) => {
    await hold(ctx, name);
    return { result: null, audit: { action: "experiment.tag", subject, name: called } };
  },
});

/** More often than there are connections, so that one that is not given back is missed. */
const often = Array.from({ length: 40 });

test.each([
  ["that the database refuses", { subject: "experiment:0", called: "half \0 a name" }, "NUL"],
  ["that is about nothing lasting", { subject: "experiment:", called: "x" }, "no subject"],
] as const)("an entry %s takes what was decided with it", async (_, told, says) => {
  const workspace = await makeWorkspace();
  await counters(workspace, "a");
  const ctx = { actor: workspace.admin, now: new Date() };
  const before = (await entriesOf(workspace)).length;
  await Promise.all(
    often.map(() => expect(counting(ctx, { name: "a", ...told })).rejects.toThrow(says)),
  );
  expect(await valuesOf(workspace)).toMatchObject({ a: 0 });
  await counting(ctx, { name: "a", subject: "experiment:0", called: "whole" });
  expect(await valuesOf(workspace)).toMatchObject({ a: 1 });
  expect((await entriesOf(workspace)).length - before).toBe(1);
  expect(await verifyChain(ctx)).toMatchObject({ verified: true });
});

test("a failure that a command passes over undoes it all the same, and is not called done", async () => {
  const workspace = await makeWorkspace();
  await counters(workspace, "a");
  const ctx = { actor: workspace.admin, now: new Date() };
  const careless = command({
    permission: "tracking:write",
    input: z.object({ after: z.record(z.string(), z.string()) }),
    run: async (given, { after }) => {
      await hold(given, "a");
      await given.tx.execute(sql`select 1 / 0`).catch(() => undefined);
      const subject = "experiment:0";
      return { result: null, audit: { action: "experiment.tag", subject, name: "", after } };
    },
  });
  await expect(careless(ctx, { after: { tag: "x" } })).rejects.toThrow();
  await expect(careless(ctx, { after: {} })).rejects.toThrow();
  expect(await valuesOf(workspace)).toMatchObject({ a: 0 });
});

test("500 commands and intakes at once leave no deadlock, lose nothing, and the chain verifies", async () => {
  const workspace = await makeWorkspace();
  await counters(workspace, "a", "b", "c");
  const ctx = { actor: workspace.admin, now: new Date() };
  const { runId } = await createRun(ctx, { experimentId: "0" });
  const before = (await entriesOf(workspace)).length;
  const nested = holding(meetingOf(1));
  const pairs = [
    { first: "a", second: "b" },
    { first: "a", second: "c" },
    { first: "b", second: "c" },
  ];
  const work = Array.from({ length: 500 }, (_, n) => {
    switch (n % 5) {
      case 0:
        return nested(ctx, pairs[n % 3]!);
      case 1:
        return createModel(ctx, { name: `model ${n}` });
      case 2:
        return setExperimentTag(ctx, { experimentId: "0", key: "n", value: String(n) });
      default:
        return logBatch(ctx, {
          runId,
          metrics: [{ key: `m${n % 7}`, value: n, timestamp: n, step: n }],
          tags: n % 2 ? [{ key: "t", value: String(n) }] : [],
        });
    }
  });
  await Promise.all(work);
  const { a = 0, b = 0, c = 0 } = await valuesOf(workspace);
  expect(a + b + c).toBe(200);
  expect((await entriesOf(workspace)).length - before).toBe(400);
  expect(await verifyChain(ctx)).toMatchObject({
    verified: true,
    receipts: { open: 200, sealed: 0 },
  });
});
