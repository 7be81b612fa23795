import { randomUUID } from "node:crypto";

import { and, eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { z } from "zod";

import { artifacts } from "@/drizzle/schema/artifacts";
import { auditEntries, receipts } from "@/drizzle/schema/audit";
import { experimentKeys } from "@/drizzle/schema/experiments";
import { putArtifact } from "@/lib/artifacts/put-artifact";
import { verifyChain } from "@/lib/audit/chain-queries";
import { sealReceipts } from "@/lib/audit/seal-receipts";
import { db, type Tx } from "@/lib/db/client";
import { createRun } from "@/lib/experiments/runs/create-run";
import { deleteRun } from "@/lib/experiments/runs/delete-run";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { intake, storing } from "@/lib/intake";
import { jobActor } from "@/lib/jobs/job-actor";
import { tasks } from "@/lib/workspace/jobs";
import { makeWorkspace, type TestWorkspace } from "@/tests/support/workspace";

let workspace: TestWorkspace;
let ctx: { actor: TestWorkspace["admin"]; now: Date };
let runId: string;

beforeEach(async () => {
  workspace = await makeWorkspace();
  ctx = { actor: await workspace.member(["data_scientist"]), now: new Date() };
  ({ runId } = await createRun(ctx, { experimentId: "0" }));
});

const here = () => eq(receipts.workspaceId, workspace.workspaceId);
const point = (step: number) => ({ key: "loss", value: 1 / (step + 1), step, timestamp: step });
const entries = () => db.$count(auditEntries, eq(auditEntries.workspaceId, workspace.workspaceId));

async function seal() {
  const actor = jobActor(workspace.workspaceId, { name: "seal_receipts", may: ["job:run"] });
  return sealReceipts({ actor, now: new Date() }, {});
}

const verdict = () => verifyChain({ actor: workspace.admin });

test("a batch leaves a receipt with who, what and how many, and no entry on the chain", async () => {
  const before = await entries();
  await logBatch(ctx, { runId, metrics: [point(0), point(1)], tags: [{ key: "a", value: "b" }] });
  const sha256 = "a".repeat(64);
  await putArtifact(ctx, { path: `0/${runId}/artifacts/x`, sha256, size: 1 });
  expect(await entries()).toBe(before);
  const rows = await db.select().from(receipts).where(here()).orderBy(receipts.kind);
  expect(rows).toMatchObject([
    { kind: "run_log", subject: `run:${runId}`, actorId: ctx.actor.id, accepted: 3, refused: 0 },
    { kind: "artifact_put", subject: `files:0/${runId}/artifacts/x`, accepted: 1 },
  ]);
});

test("the digest of a receipt tells one content from another", async () => {
  await logBatch(ctx, { runId, metrics: [point(0)] });
  await logBatch(ctx, { runId, metrics: [point(0)] });
  await logBatch(ctx, { runId, metrics: [point(1)] });
  const rows = await db.select().from(receipts).where(here()).orderBy(receipts.at, receipts.id);
  const [one, again, other] = rows.map(({ digest }) => digest).toSorted();
  expect(new Set([one, again, other]).size).toBe(2);
});

test("a batch costs the same however much its sender has contributed to before", async () => {
  const subjects = sql`insert into contributors
    (workspace_id, subject, person_id, person_name, first_at, last_at)
    select ${workspace.workspaceId}::uuid, 'files:' || n, ${ctx.actor.id}::uuid, '', now(), now()
    from generate_series(1, 500) n`;
  await db.transaction(async (tx) => {
    await tx.execute(subjects);
    const before = await contributorsRead(tx);
    await logBatch({ ...ctx, tx }, { runId, metrics: [point(0)] });
    expect((await contributorsRead(tx)) - before).toBeLessThan(10);
  });
});

async function contributorsRead(tx: Tx): Promise<number> {
  const [row] = await tx.execute<{ read: number }>(sql`
    select (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as read
    from pg_stat_xact_user_tables where relname = 'contributors'`);
  return row?.read ?? 0;
}

test("what is refused leaves neither facts nor receipt", async () => {
  const gone = (await createRun(ctx, { experimentId: "0" })).runId;
  await deleteRun(ctx, { runId: gone });
  await expect(logBatch(ctx, { runId: gone, metrics: [point(0)] })).rejects.toThrow("active");
  await expect(logBatch(ctx, { runId: "none", metrics: [point(0)] })).rejects.toThrow("not found");
  await logBatch(ctx, { runId, params: [{ key: "lr", value: "1" }] });
  const twice = {
    runId,
    params: [{ key: "lr", value: "2" }],
    metrics: [{ ...point(0), key: "never" }],
  };
  await expect(logBatch(ctx, twice)).rejects.toThrow("Changing param values");
  expect(await db.$count(receipts, here())).toBe(1);
  const never = and(
    eq(experimentKeys.workspaceId, workspace.workspaceId),
    eq(experimentKeys.key, "never"),
  );
  expect(await db.$count(experimentKeys, never)).toBe(0);
});

/** An intake whose rows may be refused one by one and whose sender names the batch. */
const storeNotes = storing<{ paths: string }, { n: number }>((of) => ({
  given: sql`asked as (select path from unnest(${of.paths}::text::text[]) as u (path))`,
  when: sql``,
  writes: sql`noted as (
    insert into artifacts (workspace_id, path, sha256, size, created_at)
    select ${of.ws}::uuid, asked.path, '', 0, ${of.now}::timestamptz from receipt, asked
  )`,
  answer: sql`(select count(*) from asked)::int as n`,
}));
const faultOf = (path: string) => (path.startsWith("/") ? "A path is relative." : undefined);
const takeNotes = intake({
  kind: "artifact_put",
  permission: "tracking:write",
  input: z.object({ batch: z.string(), paths: z.array(z.string()) }),
  judge: ({ batch, paths }) => {
    const accepted = paths.filter((path) => faultOf(path) === undefined);
    const refused = paths.flatMap((path, row) =>
      faultOf(path) ? [{ row, fault: faultOf(path) ?? "" }] : [],
    );
    return {
      accepted,
      refused,
      count: accepted.length,
      subjects: ["files:notes"],
      batch,
      content: accepted,
    };
  },
  run: async (given, paths) => {
    const { taken, receipt } = await storeNotes(given, { paths: `{${paths.join(",")}}` });
    return { result: { taken, refused: receipt.refused }, receipt };
  },
});

test("bad rows are named one by one, good ones are taken, and a batch sent again changes nothing", async () => {
  const batch = { batch: "b1", paths: ["a", "/b", "c"] };
  expect(await takeNotes(ctx, batch)).toEqual({
    taken: true,
    refused: [{ row: 1, fault: "A path is relative." }],
  });
  expect(await takeNotes(ctx, { ...batch, paths: ["d"] })).toMatchObject({ taken: false });
  const rows = await db
    .select({ path: artifacts.path })
    .from(artifacts)
    .where(eq(artifacts.workspaceId, workspace.workspaceId));
  expect(rows.map(({ path }) => path).toSorted()).toEqual(["a", "c"]);
  expect(await db.select().from(receipts).where(here())).toMatchObject([
    { batch: "b1", accepted: 2, refused: 1 },
  ]);
});

test("a batch sent eight times at once is taken once", async () => {
  const all = await Promise.all(
    Array.from({ length: 8 }, () => takeNotes(ctx, { batch: "b2", paths: ["x"] })),
  );
  expect(all.filter(({ taken }) => taken)).toHaveLength(1);
});

test("a thousand batches grow the chain by one seal, and the receipts verify against it", async () => {
  for (let from = 0; from < 1000; from += 100)
    await Promise.all(
      Array.from({ length: 100 }, (_, at) => logBatch(ctx, { runId, metrics: [point(from + at)] })),
    );
  const before = await entries();
  expect(await seal()).toMatchObject({ receipts: 1000, facts: 1000, more: false });
  expect(await entries()).toBe(before + 1);
  expect(await verdict()).toMatchObject({ verified: true, receipts: { sealed: 1000, open: 0 } });
  await expect(seal()).rejects.toThrow("No receipt is open");
});

test.each([
  ["changed", sql`update receipts set accepted = accepted + 1`, "was changed"],
  ["given to another", sql`update receipts set actor_name = 'Somebody else'`, "was changed"],
  ["removed", sql`delete from receipts`, "2 receipts and 1 are there"],
  ["taken out of its seal", sql`update receipts set seal = null`, "2 receipts and 1 are there"],
  [
    "put under a seal nobody made",
    sql`update receipts set seal = receipt_id`,
    "2 receipts and 1 are there",
  ],
])(
  "a receipt %s by hand is found, and the seal it stood under named",
  async (_, statement, says) => {
    await logBatch(ctx, { runId, metrics: [point(0)] });
    await logBatch(ctx, { runId, metrics: [point(1)] });
    await seal();
    expect(await verdict()).toMatchObject({ verified: true });
    const one = sql`(select min(receipt_id::text)::uuid from receipts
    where workspace_id = ${workspace.workspaceId})`;
    await db.execute(
      sql`${statement} where workspace_id = ${workspace.workspaceId} and receipt_id = ${one}`,
    );
    const { verified, fault } = await verdict();
    expect(verified).toBe(false);
    expect(fault).toMatchObject({ kind: "receipts" });
    expect(fault?.says).toContain(says);
  },
);

test("a receipt under a seal that is not on the chain is found", async () => {
  await logBatch(ctx, { runId, metrics: [point(0)] });
  await db.update(receipts).set({ seal: randomUUID() }).where(here());
  expect(await verdict()).toMatchObject({ verified: false, fault: { kind: "receipts" } });
});

test("the clock seals every workspace that has open receipts", async () => {
  await logBatch(ctx, { runId, metrics: [point(0)] });
  const task = tasks.find(({ name }) => name === "seal_receipts");
  await task?.run({ workspaceId: workspace.workspaceId }, new Date());
  expect(await verdict()).toMatchObject({ receipts: { sealed: 1, open: 0 } });
});
