import { sql, type SQL } from "drizzle-orm";
import { describe, expect, test } from "vitest";

import { db } from "@/lib/db/client";
import { chainOf, hashAnew, verdictOn } from "@/tests/support/chains";
import { makeWorkspace } from "@/tests/support/workspace";

type Edit = [what: string, at: number, edit: (id: string) => SQL | SQL[]];

const entry = (id: string, seq: number) => sql`workspace_id = ${id} and seq = ${seq}`;
const set = (id: string, seq: number, change: SQL) =>
  sql`update audit_entries set ${change} where ${entry(id, seq)}`;
const copied = (id: string, from: number, to: number) => sql`
  insert into audit_entries select workspace_id, ${to}, at, actor_kind, actor_id, actor_name,
    action, subject, name, body, hash from audit_entries where ${entry(id, from)}`;

/** On a chain of ten entries; `at` is the entry that must be named. */
const edits: Edit[] = [
  ["the content", 5, (id) => set(id, 5, sql`body = replace(body, 'key', 'lock')`)],
  ["the content, by a space", 5, (id) => set(id, 5, sql`body = body || ' '`)],
  ["the hash", 5, (id) => set(id, 5, sql`hash = repeat('0', 64)`)],
  ["the moment", 5, (id) => set(id, 5, sql`at = at - interval '1 day'`)],
  ["the kind of actor", 5, (id) => set(id, 5, sql`actor_kind = 'machine'`)],
  ["the actor", 5, (id) => set(id, 5, sql`actor_id = gen_random_uuid()`)],
  ["the actor, to nobody", 5, (id) => set(id, 5, sql`actor_id = null`)],
  ["the actor's name", 5, (id) => set(id, 5, sql`actor_name = 'Nobody'`)],
  ["the action", 5, (id) => set(id, 5, sql`action = 'key.revoke'`)],
  ["the subject", 5, (id) => set(id, 5, sql`subject = 'key:' || gen_random_uuid()`)],
  ["the subject's name", 5, (id) => set(id, 5, sql`name = 'another'`)],
  ["the subject's name, to none", 5, (id) => set(id, 5, sql`name = null`)],
  ["the number", 5, (id) => set(id, 5, sql`seq = 500`)],
  ["the first, taken away", 1, (id) => sql`delete from audit_entries where ${entry(id, 1)}`],
  [
    "one in the middle, taken away",
    5,
    (id) => sql`delete from audit_entries where ${entry(id, 5)}`,
  ],
  ["the last, taken away", 10, (id) => sql`delete from audit_entries where ${entry(id, 10)}`],
  [
    "the last five, taken away",
    6,
    (id) => sql`delete from audit_entries where workspace_id = ${id} and seq > 5`,
  ],
  [
    "two, put in each other's place",
    5,
    (id) => [set(id, 5, sql`seq = 1000`), set(id, 6, sql`seq = 5`), set(id, 1000, sql`seq = 6`)],
  ],
  ["one more, past the head", 11, (id) => copied(id, 5, 11)],
  ["one more, as number 0", 0, (id) => copied(id, 5, 0)],
  ["one more, as number -5", -5, (id) => copied(id, 5, -5)],
  ["the head's number", 10, (id) => sql`update audit_heads set seq = 9 where workspace_id = ${id}`],
  [
    "the head's hash",
    10,
    (id) => sql`update audit_heads set hash = repeat('0', 64) where workspace_id = ${id}`,
  ],
  ["the head, taken away", 10, (id) => sql`delete from audit_heads where workspace_id = ${id}`],
];

const editsOf = (made: SQL | SQL[]) => (Array.isArray(made) ? made : [made]);

describe("an edit of the chain by hand is named", () => {
  test.each(edits)("%s", async (_, at, edit) => {
    const workspace = await chainOf(7);
    expect(await verdictOn(workspace)).toMatchObject({ verified: true, entries: 10 });
    for (const statement of editsOf(edit(workspace.workspaceId))) await db.execute(statement);
    const { verified, fault } = await verdictOn(workspace);
    expect({ verified, seq: fault?.seq }).toEqual({ verified: false, seq: at });
    expect(fault?.says).toMatch(/entry|head/i);
  });

  test("an entry moved to another workspace is missed there and found here", async () => {
    const [from, to] = [await chainOf(2), await makeWorkspace()];
    await db.execute(sql`
      update audit_entries set workspace_id = ${to.workspaceId}, seq = 4
      where ${entry(from.workspaceId, 5)}`);
    expect((await verdictOn(from)).fault).toMatchObject({ seq: 5 });
    expect((await verdictOn(to)).fault).toMatchObject({ seq: 4 });
  });

  test("a content changed with every hash made anew is named where nothing else was changed", async () => {
    const workspace = await chainOf(7);
    await db.execute(
      set(workspace.workspaceId, 5, sql`body = replace(body, 'Test admin', 'Nobody')`),
    );
    await hashAnew(workspace);
    expect((await verdictOn(workspace)).fault).toMatchObject({ seq: 5, kind: "columns" });
  });
});
