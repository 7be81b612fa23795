import { and, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";

import { auditEntries } from "@/drizzle/schema/audit";
import { auditEndpoints } from "@/lib/audit/endpoints";
import { db } from "@/lib/db/client";
import { createExperiment } from "@/lib/experiments/create-experiment";
import { experimentEndpoints } from "@/lib/experiments/endpoints";
import { createRun } from "@/lib/experiments/runs/create-run";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { signHeads } from "@/tests/support/chains";
import { at } from "@/tests/support/gates";
import {
  answerOf,
  byKey,
  bySession,
  refusalOf,
  textOf,
  unanswered,
  type Client,
} from "@/tests/support/rest";
import { makeWorkspace, type TestWorkspace } from "@/tests/support/workspace";

let ws: TestWorkspace;
let admin: Client;

beforeAll(async () => {
  ws = await makeWorkspace();
  admin = await bySession(ws, ws.admin);
  await answerOf(await byKey(ws, ws.admin), experimentEndpoints.create, { name: "by key" });
  await createExperiment(at(ws.admin), { name: "by a person" });
  const { runId } = await createRun(at(ws.admin), {});
  await logBatch(at(ws.admin), { runId, params: [{ key: "depth", value: "3" }] });
});

test("entries are listed newest first and page by page", async () => {
  const first = await answerOf(admin, auditEndpoints.list, { limit: 2, logging: "show" });
  expect(first.entries).toHaveLength(2);
  const { entries } = await answerOf(admin, auditEndpoints.list, {
    limit: 500,
    logging: "show",
    cursor: first.next,
  });
  expect(entries[0]?.seq).toBe((first.entries[1]?.seq ?? 0) - 1);
  expect(entries.at(-1)?.seq).toBe(1);
});

test("one entry shows the text that was hashed, and the key that was used", async () => {
  const { entries } = await answerOf(admin, auditEndpoints.list, { action: "experiment.create" });
  const details = await Promise.all(
    entries.map(({ seq }) => answerOf(admin, auditEndpoints.get, { seq })),
  );
  expect(details.map(({ actorKind, keyId }) => [actorKind, keyId !== null])).toEqual(
    expect.arrayContaining([
      ["user", false],
      ["machine", true],
    ]),
  );
  expect(await refusalOf(admin, auditEndpoints.get, { seq: 9999 })).toMatchObject({ status: 404 });
  expect(await refusalOf(admin, auditEndpoints.get, { seq: "x" })).toMatchObject({ status: 400 });
});

test("the export holds one entry a line", async () => {
  const lines = (await textOf(admin, auditEndpoints.export, { logging: "show" })).split("\n");
  const { entries } = await answerOf(admin, auditEndpoints.verify);
  expect(lines.filter(Boolean)).toHaveLength(entries);
});

test("the signed heads are downloaded as they were written, and the verdict says what they are worth", async () => {
  const before = await answerOf(admin, auditEndpoints.verify);
  expect(before.exported.says).toContain("No signed head has been written");
  expect(await textOf(admin, auditEndpoints.heads)).toBe("");
  await signHeads(ws);
  const line = await textOf(admin, auditEndpoints.heads);
  const { exported, head } = await answerOf(admin, auditEndpoints.verify);
  expect(JSON.parse(line)).toMatchObject({ workspace: ws.workspaceId, ...head });
  expect(exported).toMatchObject({ heads: 1, last: { seq: head.seq } });
  expect(exported.publicKey).toContain("BEGIN PUBLIC KEY");
});

test("a sound chain and a broken one are told apart", async () => {
  expect(await answerOf(admin, auditEndpoints.verify)).toMatchObject({
    verified: true,
    fault: null,
    receipts: { open: 1 },
  });
  const second = and(eq(auditEntries.workspaceId, ws.workspaceId), eq(auditEntries.seq, 2));
  await db.update(auditEntries).set({ actorName: "Somebody else" }).where(second);
  expect(await answerOf(admin, auditEndpoints.verify)).toMatchObject({
    verified: false,
    fault: { seq: 2, kind: "columns" },
  });
});

test("every endpoint has answered", () => {
  expect(unanswered(auditEndpoints)).toEqual([]);
});
