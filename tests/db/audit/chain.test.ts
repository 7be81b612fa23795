import { and, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { z } from "zod";

import { auditEntries, auditHeads } from "@/drizzle/schema/audit";
import { verifyChain } from "@/lib/audit/chain-queries";
import { exportStream } from "@/lib/audit/export-queries";
import { auditFilter } from "@/lib/audit/inputs";
import { listAuditActions, listAuditEntries } from "@/lib/audit/queries";
import { linkHash } from "@/lib/audit/rules";
import { createKey } from "@/lib/auth/create-key";
import { command } from "@/lib/command";
import { db } from "@/lib/db/client";
import { makeWorkspace, type TestWorkspace } from "@/tests/support/workspace";

const all = auditFilter.parse({ logging: "show" });

async function workspaceWith(entries: number): Promise<TestWorkspace> {
  const workspace = await makeWorkspace();
  await Promise.all(
    Array.from({ length: entries }, (_, index) =>
      createKey(
        { actor: workspace.admin, now: new Date() },
        { name: `key ${index}`, scopes: ["read"] },
      ),
    ),
  );
  return workspace;
}

const entry = ({ workspaceId }: TestWorkspace, seq: number) =>
  and(eq(auditEntries.workspaceId, workspaceId), eq(auditEntries.seq, seq));

test("the chain of 50 parallel commands verifies", async () => {
  const { admin } = await workspaceWith(50);
  const verdict = await verifyChain({ actor: admin });
  expect(verdict).toMatchObject({ verified: true, fault: null });
  expect(verdict.entries).toBeGreaterThanOrEqual(53);
  expect(verdict.head.seq).toBe(verdict.entries);
});

test("verifying while entries arrive never raises a false alarm", async () => {
  const { admin } = await workspaceWith(5);
  const writes = Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      createKey({ actor: admin, now: new Date() }, { name: `late ${index}`, scopes: ["read"] }),
    ),
  );
  for (let round = 0; round < 10; round++)
    expect((await verifyChain({ actor: admin })).fault).toBeNull();
  await writes;
});

const noted = command({
  permission: "tracking:write",
  input: z.object({ step: z.number() }),
  run: async (_ctx, { step }) => ({
    result: null,
    audit: {
      action: "experiment.tag",
      subject: "experiment:0",
      name: "half \ud800",
      after: { step, text: "\udfff" },
    },
  }),
});

test("an entry about half a character, as they were once taken, verifies, and so do those after it", async () => {
  const workspace = await workspaceWith(1);
  const { seq } = (await verifyChain({ actor: workspace.admin })).head;
  for (const step of [1, 2]) await noted({ actor: workspace.admin, now: new Date() }, { step });
  expect(await verifyChain({ actor: workspace.admin })).toMatchObject({
    verified: true,
    entries: seq + 2,
  });
  expect(
    (await listAuditEntries({ actor: workspace.admin }, all, { limit: 100 })).entries,
  ).toHaveLength(seq + 2);
  await db
    .update(auditEntries)
    .set({ name: "another name" })
    .where(entry(workspace, seq + 1));
  expect((await verifyChain({ actor: workspace.admin })).fault).toMatchObject({
    seq: seq + 1,
    kind: "columns",
  });
});

test("a content changed by hand is found and named", async () => {
  const workspace = await workspaceWith(8);
  await db
    .update(auditEntries)
    .set({ body: sql`replace(${auditEntries.body}, 'key ', 'lock ')` })
    .where(entry(workspace, 7));
  expect(await verifyChain({ actor: workspace.admin })).toMatchObject({
    verified: false,
    entries: 6,
    fault: { seq: 7, kind: "body" },
  });
});

test("a shown column changed by hand is found, though the content is untouched", async () => {
  const workspace = await workspaceWith(8);
  await db.update(auditEntries).set({ actorName: "Nobody" }).where(entry(workspace, 6));
  const { fault } = await verifyChain({ actor: workspace.admin });
  expect(fault).toMatchObject({ seq: 6, kind: "columns" });
  expect(fault?.says).toContain("name of the actor");
});

test("a changed entry with a recomputed hash breaks the entry after it", async () => {
  const workspace = await workspaceWith(8);
  const rows = await db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.workspaceId, workspace.workspaceId))
    .orderBy(auditEntries.seq);
  const body = rows[5]!.body.replace("read", "admin");
  const hash = linkHash(rows[4]!.hash, 6, body);
  await db.update(auditEntries).set({ body, hash }).where(entry(workspace, 6));
  const { fault } = await verifyChain({ actor: workspace.admin });
  expect(fault).toMatchObject({ seq: 7, kind: "body" });
});

test("a removed entry is found, in the middle, at the start and at the end", async () => {
  const middle = await workspaceWith(6);
  await db.delete(auditEntries).where(entry(middle, 5));
  expect((await verifyChain({ actor: middle.admin })).fault).toMatchObject({
    seq: 5,
    kind: "missing",
  });

  const start = await workspaceWith(6);
  await db.delete(auditEntries).where(entry(start, 1));
  expect((await verifyChain({ actor: start.admin })).fault).toMatchObject({
    seq: 1,
    kind: "missing",
  });

  const end = await workspaceWith(6);
  await db.delete(auditEntries).where(entry(end, 9));
  expect((await verifyChain({ actor: end.admin })).fault).toMatchObject({
    seq: 9,
    kind: "missing",
  });
});

test("a head changed by hand is found", async () => {
  const { workspaceId, admin } = await workspaceWith(3);
  const head = eq(auditHeads.workspaceId, workspaceId);
  await db
    .update(auditHeads)
    .set({ hash: "0".repeat(64) })
    .where(head);
  expect((await verifyChain({ actor: admin })).fault).toMatchObject({ kind: "head" });
  await db.delete(auditHeads).where(head);
  expect((await verifyChain({ actor: admin })).fault).toMatchObject({ kind: "head" });
});

test("a refused command leaves no entry", async () => {
  const { admin, member } = await makeWorkspace();
  const before = (await verifyChain({ actor: admin })).entries;
  const viewer = await member(["viewer"]);
  const { changeRoles } = await import("@/lib/auth/change-roles");
  await expect(
    changeRoles({ actor: viewer, now: new Date() }, { userId: admin.id, roles: ["viewer"] }),
  ).rejects.toMatchObject({ code: "forbidden" });
  expect((await verifyChain({ actor: admin })).entries).toBe(before);
});

test("pages of the log join without a gap or a repeat", async () => {
  const { admin } = await workspaceWith(20);
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await listAuditEntries({ actor: admin }, all, { cursor, limit: 7 });
    seen.push(...page.entries.map(({ seq }) => seq));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual(Array.from({ length: seen.length }, (_, index) => seen.length - index));
  expect(seen.length).toBeGreaterThanOrEqual(23);
});

test("the log filters by who, what, subject and time", async () => {
  const workspace = await workspaceWith(3);
  const { admin, member } = workspace;
  const other = await member(["data_scientist"], "Odd One");
  await createKey({ actor: other, now: new Date() }, { name: "odd", scopes: ["read"] });
  const list = async (filter: object) =>
    (await listAuditEntries({ actor: admin }, auditFilter.parse(filter), { limit: 100 })).entries;
  expect(await list({ actor: "odd o" })).toHaveLength(1);
  expect(await list({ actor: other.id })).toHaveLength(1);
  expect(await list({ actor: "%" })).toHaveLength(0);
  expect(await list({ action: "key.create" })).toHaveLength(4);
  expect(await list({ action: "key" })).toHaveLength(4);
  expect(await list({ subject: `workspace:${workspace.workspaceId}` })).not.toHaveLength(0);
  expect(await list({ subject: "key:" })).toHaveLength(4);
  expect(await list({ to: "2020-01-01" })).toHaveLength(0);
  expect((await list({ from: "2020-01-01" })).length).toBeGreaterThan(4);
  expect(await listAuditActions({ actor: admin })).toEqual(
    expect.arrayContaining(["key.create", "policy.seed", "workspace.create"]),
  );
});

test("an export verifies with nothing but SHA-256", async () => {
  const { admin } = await workspaceWith(5);
  const text = await new Response(await exportStream({ actor: admin }, all)).text();
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line): { seq: number; hash: string; body: string } => JSON.parse(line));
  let previous = "0".repeat(64);
  for (const { seq, hash, body } of lines) {
    expect(linkHash(previous, seq, body)).toBe(hash);
    previous = hash;
  }
  expect(lines.length).toBe((await verifyChain({ actor: admin })).entries);
});

test("workspaces have chains of their own", async () => {
  const [one, two] = [await workspaceWith(2), await workspaceWith(2)];
  await db.update(auditEntries).set({ actorName: "Nobody" }).where(entry(one, 2));
  expect((await verifyChain({ actor: one.admin })).verified).toBe(false);
  expect((await verifyChain({ actor: two.admin })).verified).toBe(true);
});

test("only those with the right read or verify the log", async () => {
  const { member } = await makeWorkspace();
  const scientist = await member(["data_scientist"]);
  const auditor = await member(["auditor"]);
  await expect(verifyChain({ actor: scientist })).rejects.toMatchObject({ code: "forbidden" });
  await expect(listAuditEntries({ actor: scientist }, all, { limit: 1 })).rejects.toMatchObject({
    code: "forbidden",
  });
  expect((await verifyChain({ actor: auditor })).verified).toBe(true);
});
