import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";

import type { FollowedEntry, Follower } from "@/lib/jobs/follow";
import type { JobCtx } from "@/lib/jobs/job-actor";
import { bringUpToDate, ownDatabase, type OwnDatabase } from "@/tests/support/own-database";

/*
 * Real workers take every job there is, so they have a database to themselves. The product's modules read its address
 * when they load: they are imported afterwards.
 */

let own: OwnDatabase;
let product: Awaited<ReturnType<typeof load>>;
let running: { stop: () => Promise<void> }[] = [];

async function load() {
  return {
    ...(await import("@/lib/command")),
    ...(await import("@/lib/db/client")),
    ...(await import("@/lib/jobs/follow")),
    ...(await import("@/lib/jobs/following")),
    ...(await import("@/lib/jobs/runner")),
    ...(await import("@/lib/registry/create-model")),
    ...(await import("@/lib/registry/describe-model")),
    ...(await import("@/tests/support/workspace")),
  };
}

beforeAll(async () => {
  own = await ownDatabase("workers");
  await bringUpToDate(own.url);
  process.env["DATABASE_URL"] = own.url;
  product = await load();
});

afterEach(async () => {
  await Promise.all(running.map((worker) => worker.stop()));
  running = [];
});

afterAll(async () => {
  await product.sqlClient.end();
  await own.drop();
});

type Started = { workspaceId: string; seq: number };

/** A follower of descriptions, and a promise that it has acted on as many as are expected. */
function expecting(count: number, act: (start: Started) => Promise<void> = async () => undefined) {
  const done: Started[] = [];
  let finish: (() => void) | undefined;
  const all = new Promise<void>((resolve) => (finish = resolve));
  const follower: Follower = product.follow({
    name: "note_descriptions",
    says: "Notes descriptions.",
    on: ["model.describe"],
    may: [],
    run: async ({ actor }: JobCtx, { seq }: FollowedEntry) => {
      await act({ workspaceId: actor.workspaceId, seq });
      done.push({ workspaceId: actor.workspaceId, seq });
      if (done.length === count) finish?.();
    },
  });
  return { follower, done, all };
}

async function startWorkers(count: number, follower: Follower) {
  const task = product.following([follower]);
  for (let made = 0; made < count; made++) running.push(await product.startRunner([task], 4));
  return task;
}

async function workspaceWithModel() {
  const ws = await product.makeWorkspace();
  await product.createModel({ actor: ws.admin, now: new Date() }, { name: "model" });
  return {
    ...ws,
    describe: (purpose: string) =>
      product.describeModel({ actor: ws.admin, now: new Date() }, { name: "model", purpose }),
  };
}

test("two workers take turns in a workspace: one reaction at a time, each once, in the order of the chain", async () => {
  const workspaces = [await workspaceWithModel(), await workspaceWithModel()];
  const busy = new Set<string>();
  const overlaps: Started[] = [];
  const { follower, done, all } = expecting(60, async (start) => {
    if (busy.has(start.workspaceId)) overlaps.push(start);
    busy.add(start.workspaceId);
    await product.sqlClient`select pg_sleep(0.005)`;
    busy.delete(start.workspaceId);
  });
  await startWorkers(2, follower);
  await Promise.all(
    workspaces.flatMap(({ describe }) =>
      Array.from({ length: 30 }, (_, n) => describe(`purpose ${n}`)),
    ),
  );
  await all;
  await Promise.all(running.map((worker) => worker.stop()));
  running = [];
  expect(overlaps).toEqual([]);
  expect(done).toHaveLength(60);
  for (const { workspaceId } of workspaces) {
    const seqs = done.filter((one) => one.workspaceId === workspaceId).map(({ seq }) => seq);
    expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
    expect(seqs).toHaveLength(30);
  }
});

test("a wake-up that was lost is made good by the clock", async () => {
  const { workspaceId, describe } = await workspaceWithModel();
  await describe("Nobody is told.");
  await product.sqlClient`select graphile_worker.remove_job(${`follow:${workspaceId}`})`;
  const { follower, done, all } = expecting(1);
  const task = await startWorkers(1, follower);
  await task.run(undefined, new Date());
  await all;
  expect(done).toMatchObject([{ workspaceId }]);
});

test("a change that is undone wakes nobody", async () => {
  const { workspaceId, describe, admin } = await workspaceWithModel();
  const jobs = () =>
    product.sqlClient`select key from graphile_worker.jobs where key = ${`follow:${workspaceId}`}`;
  const failing = product.command({
    permission: "model:write",
    input: z.object({}),
    run: async (ctx) => {
      await product.describeModel(ctx, { name: "model", purpose: "Never said." });
      throw new Error("the power went");
    },
  });
  await expect(failing({ actor: admin, now: new Date() }, {})).rejects.toThrow("the power went");
  expect(await jobs()).toHaveLength(0);
  await describe("Heard.");
  expect(await jobs()).toHaveLength(1);
});
