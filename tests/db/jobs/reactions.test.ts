import { and, eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";

import { auditEntries } from "@/drizzle/schema/audit";
import { failedReactions } from "@/drizzle/schema/jobs";
import { createKey } from "@/lib/auth/create-key";
import { db } from "@/lib/db/client";
import { dismissReaction } from "@/lib/jobs/dismiss-reaction";
import { follow } from "@/lib/jobs/follow";
import { following } from "@/lib/jobs/following";
import { ReactionFilter } from "@/lib/jobs/inputs";
import { countParked, listFollowers, listReactions } from "@/lib/jobs/queries";
import { retryReaction } from "@/lib/jobs/retry-reaction";
import { log } from "@/lib/log";
import { makeWorkspace, type TestWorkspace } from "@/tests/support/workspace";

// what fails here is meant to
log.level = "silent";

let ws: TestWorkspace;
const now = new Date();
let broken: boolean;

beforeEach(async () => {
  ws = await makeWorkspace();
  broken = true;
});

const noteKeys = follow({
  name: "note_keys",
  says: "Notes keys.",
  on: ["key.create"],
  may: [],
  run: async () => {
    if (broken) throw new Error("broken");
  },
});

const goOn = (at = now) => following([noteKeys], () => at).run({ workspaceId: ws.workspaceId }, at);

/** A reaction that has failed as often as it is tried. */
async function park(): Promise<number> {
  await createKey({ actor: ws.admin, now }, { name: "key", scopes: ["read"] });
  let at = now;
  for (;;) {
    await goOn(at);
    const [failure] = await db
      .select()
      .from(failedReactions)
      .where(eq(failedReactions.workspaceId, ws.workspaceId));
    if (!failure) throw new Error("nothing failed");
    if (!failure.nextAt) return failure.seq;
    at = failure.nextAt;
  }
}

const admin = () => ({ actor: ws.admin, now });
const all = ReactionFilter.parse({});
const list = async () => (await listReactions(admin(), all)).reactions;

const entriesOf = (action: string) =>
  db
    .select({ subject: auditEntries.subject, name: auditEntries.name })
    .from(auditEntries)
    .where(and(eq(auditEntries.workspaceId, ws.workspaceId), eq(auditEntries.action, action)));

test("a parked reaction is shown with its entry, and tried again when the admin says so", async () => {
  const seq = await park();
  expect(await list()).toMatchObject([
    { follower: "note_keys", seq, action: "key.create", name: "key", status: "parked" },
  ]);
  expect(await countParked(admin())).toMatchObject({ parked: 1 });
  await retryReaction(admin(), { follower: "note_keys", seq });
  expect(await list()).toMatchObject([{ status: "waiting", attempts: 8, nextAt: now }]);
  const jobs = await db.execute(sql`select from graphile_worker.jobs
    where key = ${`follow:${ws.workspaceId}`}`);
  expect(jobs).toHaveLength(1);

  await goOn();
  expect(await list()).toMatchObject([{ status: "parked", attempts: 9 }]);
  broken = false;
  await retryReaction(admin(), { follower: "note_keys", seq });
  await goOn();
  expect(await list()).toEqual([]);
  expect(await entriesOf("follower.retry")).toEqual([
    { subject: `follower:note_keys/${seq}`, name: `note_keys at entry ${seq}` },
    { subject: `follower:note_keys/${seq}`, name: `note_keys at entry ${seq}` },
  ]);
});

test("a parked reaction can be dismissed, one that is still tried cannot", async () => {
  const seq = await park();
  await retryReaction(admin(), { follower: "note_keys", seq });
  await expect(dismissReaction(admin(), { follower: "note_keys", seq })).rejects.toMatchObject({
    code: "outdated",
  });
  await goOn();
  await dismissReaction(admin(), { follower: "note_keys", seq });
  expect(await list()).toEqual([]);
  expect(await entriesOf("follower.dismiss")).toHaveLength(1);
  for (const act of [dismissReaction, retryReaction])
    await expect(act(admin(), { follower: "note_keys", seq })).rejects.toMatchObject({
      code: "missing",
    });
});

test("how far a follower is behind counts what it waits for alone", async () => {
  await goOn();
  expect(await listFollowers(admin(), [noteKeys])).toMatchObject([{ behind: 0, since: null }]);
  const at = new Date(now.getTime() + 1000);
  await createKey({ actor: ws.admin, now: at }, { name: "first", scopes: ["read"] });
  await createKey({ actor: ws.admin, now }, { name: "second", scopes: ["read"] });
  expect(await listFollowers(admin(), [noteKeys])).toMatchObject([{ behind: 2, since: now }]);
});

test("reactions are paged without a gap or a repeat", async () => {
  for (let made = 0; made < 5; made++)
    await createKey({ actor: ws.admin, now }, { name: `key ${made}`, scopes: ["read"] });
  await goOn();
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await listReactions(admin(), ReactionFilter.parse({ cursor, limit: 2 }));
    seen.push(...page.reactions.map(({ seq }) => seq));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toHaveLength(5);
  expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => b - a));
});

test("only an admin sees and settles what failed, and only here", async () => {
  const seq = await park();
  const leader = { actor: await ws.member(["leader", "engineer"]), now };
  await expect(listReactions(leader, all)).rejects.toMatchObject({ code: "forbidden" });
  for (const act of [dismissReaction, retryReaction])
    await expect(act(leader, { follower: "note_keys", seq })).rejects.toMatchObject({
      code: "forbidden",
    });
  const elsewhere = { actor: (await makeWorkspace()).admin, now };
  await expect(retryReaction(elsewhere, { follower: "note_keys", seq })).rejects.toMatchObject({
    code: "missing",
  });
  expect((await listReactions(elsewhere, all)).reactions).toEqual([]);
});
