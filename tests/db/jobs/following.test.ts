import { and, asc, eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";

import { auditHeads } from "@/drizzle/schema/audit";
import { failedReactions, followerCursors } from "@/drizzle/schema/jobs";
import { createKey } from "@/lib/auth/create-key";
import type { Actor } from "@/lib/auth/rules";
import { db } from "@/lib/db/client";
import { Refusal } from "@/lib/errors";
import { follow, type FollowedEntry, type Follower } from "@/lib/jobs/follow";
import { following } from "@/lib/jobs/following";
import type { JobCtx } from "@/lib/jobs/job-actor";
import { log } from "@/lib/log";
import { createModel } from "@/lib/registry/create-model";
import { describeModel } from "@/lib/registry/describe-model";
import { makeWorkspace, type TestWorkspace } from "@/tests/support/workspace";

// what fails here is meant to
log.level = "silent";

let ws: TestWorkspace;
let clock: Date;

beforeEach(async () => {
  ws = await makeWorkspace();
  clock = new Date("2026-11-27T12:00:00Z");
});

type Run = (entry: FollowedEntry, ctx: JobCtx) => unknown;

const follower = (run: Run, name = "note_keys"): Follower =>
  follow({
    name,
    says: "Notes keys.",
    on: ["key.create"],
    may: ["job:read"],
    run: async (ctx, entry) => run(entry, ctx),
  });

const goOn = (...followers: Follower[]) =>
  following(followers, () => clock).run({ workspaceId: ws.workspaceId }, clock);

async function makeKeys(count: number): Promise<void> {
  for (let made = 0; made < count; made++)
    await createKey({ actor: ws.admin, now: clock }, { name: `key ${made}`, scopes: ["read"] });
}

async function cursor(name = "note_keys"): Promise<number | undefined> {
  const [row] = await db
    .select({ seq: followerCursors.seq })
    .from(followerCursors)
    .where(
      and(eq(followerCursors.workspaceId, ws.workspaceId), eq(followerCursors.follower, name)),
    );
  return row?.seq;
}

async function head(): Promise<number | undefined> {
  const [row] = await db
    .select({ seq: auditHeads.seq })
    .from(auditHeads)
    .where(eq(auditHeads.workspaceId, ws.workspaceId));
  return row?.seq;
}

const failures = () =>
  db
    .select()
    .from(failedReactions)
    .where(eq(failedReactions.workspaceId, ws.workspaceId))
    .orderBy(asc(failedReactions.seq));

test("a follower reads every entry of its actions once, in the order of the chain, and goes on where it stood", async () => {
  const seen: number[] = [];
  const noting = follower(({ seq }) => seen.push(seq));
  await makeKeys(3);
  await createModel({ actor: ws.admin, now: clock }, { name: "nothing to it" });
  await goOn(noting);
  expect(seen).toHaveLength(3);
  expect(await cursor()).toBe(await head());
  await makeKeys(120);
  await goOn(noting);
  await goOn(noting);
  expect(seen).toHaveLength(123);
  expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => a - b));
});

test("an entry whose reaction never came to its end is read again", async () => {
  await makeKeys(3);
  const first: number[] = [];
  await new Promise<void>((stuck) => {
    const dies = follower(async ({ seq }) => {
      first.push(seq);
      if (first.length === 2) await new Promise(() => stuck());
    });
    void goOn(dies);
  });
  const second: number[] = [];
  await goOn(follower(({ seq }) => second.push(seq)));
  expect(second).toHaveLength(2);
  expect(second[0]).toBe(first[1]);
});

test("each follower has a place of its own", async () => {
  const seen: string[] = [];
  await makeKeys(1);
  await goOn(follower(({ seq }) => seen.push(`one ${seq}`), "one"));
  await makeKeys(1);
  await goOn(
    follower(({ seq }) => seen.push(`one ${seq}`), "one"),
    follower(({ seq }) => seen.push(`two ${seq}`), "two"),
  );
  const at = (await head()) ?? 0;
  expect(seen).toEqual([`one ${at - 1}`, `one ${at}`, `two ${at - 1}`, `two ${at}`]);
});

test("the first entries of a new workspace are read too", async () => {
  const seen: string[] = [];
  const all = follow({
    name: "note_beginnings",
    says: "Notes beginnings.",
    on: ["workspace.create", "experiment.create", "policy.seed"],
    may: [],
    run: async (_ctx, { seq, action }) => seen.push(`${seq} ${action}`),
  });
  await goOn(all);
  expect(seen).toEqual(["1 workspace.create", "2 experiment.create", "3 policy.seed"]);
});

test("an entry that cannot be acted on keeps no other waiting, is tried later and later, and then parked", async () => {
  await makeKeys(3);
  const poison = ((await head()) ?? 0) - 1;
  const seen: number[] = [];
  const fragile = follower(({ seq }) => {
    seen.push(seq);
    if (seq === poison) throw new Error("select secret from table");
  });
  await goOn(fragile);
  expect(seen).toEqual([poison - 1, poison, poison + 1]);
  expect(await cursor()).toBe(await head());

  const waits: number[] = [];
  for (;;) {
    const [failure] = await failures();
    if (!failure?.nextAt) break;
    waits.push((failure.nextAt.getTime() - clock.getTime()) / 1000);
    clock = new Date(failure.nextAt.getTime() - 1);
    await goOn(fragile);
    expect((await failures())[0]).toMatchObject({ attempts: failure.attempts });
    clock = failure.nextAt;
    await goOn(fragile);
  }
  expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320]);
  expect(await failures()).toMatchObject([
    {
      seq: poison,
      status: "parked",
      attempts: 8,
      fault: "Something went wrong here.",
      nextAt: null,
    },
  ]);

  clock = new Date(clock.getTime() + 86_400_000);
  const before = seen.length;
  await makeKeys(1);
  await goOn(fragile);
  expect(seen.slice(before)).toEqual([await head()]);
});

test("a reaction that works at last leaves nothing behind", async () => {
  await makeKeys(1);
  let broken = true;
  const mended = follower(() => {
    if (broken) throw new Refusal("unavailable", "The scorer is away.");
  });
  await goOn(mended);
  expect(await failures()).toMatchObject([{ status: "waiting", fault: "The scorer is away." }]);
  broken = false;
  clock = new Date(clock.getTime() + 5000);
  await goOn(mended);
  expect(await failures()).toEqual([]);
});

test("a reaction knows the person behind an entry, through keys too, and when it happened", async () => {
  const seen: unknown[] = [];
  const noting = follow({
    name: "note_models",
    says: "Notes models.",
    on: ["model.create"],
    may: [],
    run: async ({ actor }, { by, after, subject }) =>
      seen.push([actor.for?.name, by?.id, after, subject]),
  });
  const engineer = await ws.member(["engineer"], "Erin");
  const { email: _, ...person } = engineer;
  const key = { keyId: engineer.id, keyName: "ci", scopes: ["register" as const] };
  const script: Actor = { ...person, ...key, kind: "machine" };
  const { id } = await createModel({ actor: engineer, now: clock }, { name: "by hand" });
  await createModel({ actor: script, now: clock }, { name: "by a script" });
  await goOn(noting);
  expect(seen).toEqual([
    ["Erin", engineer.id, expect.objectContaining({ name: "by hand" }), `model:${id}`],
    ["Erin", engineer.id, expect.objectContaining({ name: "by a script" }), expect.any(String)],
  ]);
});

test("a reaction may only what its follower states", async () => {
  await createModel({ actor: ws.admin, now: clock }, { name: "guarded" });
  await makeKeys(1);
  const overreaching = follower((_entry, ctx) =>
    describeModel(ctx, { name: "guarded", purpose: "Taken over." }),
  );
  await goOn(overreaching);
  const [failure] = await failures();
  expect(failure?.fault).toContain("none of your roles in this workspace allows it");
  await goOn(follow({ ...overreaching, name: "stating", may: ["model:read", "model:write"] }));
  expect(await failures()).toHaveLength(1);
});

test("what a follower no longer waits for is not tried again", async () => {
  await makeKeys(1);
  const failing = follower(() => {
    throw new Error("broken");
  });
  await goOn(failing);
  expect(await failures()).toHaveLength(1);
  clock = new Date(clock.getTime() + 5000);
  await goOn(follow({ ...failing, on: ["key.revoke"] }));
  expect(await failures()).toEqual([]);
});
