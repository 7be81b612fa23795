import { randomBytes } from "node:crypto";
import { EventEmitter, once } from "node:events";

import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { grantApp, mayRewrite } from "@/scripts/lib/app-role.mjs";
import { bringUpToDate, ownDatabase, type OwnDatabase } from "@/tests/support/own-database";

/*
 * The product as it runs: its role is not the owner of the tables. Its modules read the database's address when they
 * load, so they are imported afterwards.
 */

const role = `app_${randomBytes(4).toString("hex")}`;
let own: OwnDatabase;
let owner: postgres.Sql;
let app: postgres.Sql;
let product: Awaited<ReturnType<typeof load>>;

async function load() {
  return {
    ...(await import("@/lib/audit/chain-queries")),
    ...(await import("@/lib/audit/receipt-queries")),
    ...(await import("@/lib/audit/seal-receipts")),
    ...(await import("@/lib/db/client")),
    ...(await import("@/lib/experiments/runs/create-run")),
    ...(await import("@/lib/experiments/runs/log-batch")),
    ...(await import("@/lib/gates/decisions/cast-vote")),
    ...(await import("@/lib/gates/decisions/request-gate")),
    ...(await import("@/lib/gates/decisions/roll-back")),
    ...(await import("@/lib/jobs/job-actor")),
    ...(await import("@/lib/jobs/runner")),
    ...(await import("@/tests/support/gates")),
  };
}

beforeAll(async () => {
  own = await ownDatabase("app_role");
  owner = postgres(own.url, { max: 1, onnotice: () => undefined });
  const password = randomBytes(12).toString("hex");
  await owner.unsafe(`create role ${role} login password '${password}'`);
  await bringUpToDate(own.url, role);
  const url = new URL(own.url);
  url.username = role;
  url.password = password;
  app = postgres(url.href, { max: 1, onnotice: () => undefined });
  process.env["DATABASE_URL"] = url.href;
  product = await load();
});

afterAll(async () => {
  await product.sqlClient.end();
  await app.end();
  await owner.unsafe(`drop owned by ${role}`);
  await owner.unsafe(`drop role ${role}`);
  await owner.end();
  await own.drop();
});

describe("The role of the processes", () => {
  test.each([
    ["approvals", "artifact_digest"],
    ["audit_entries", "hash"],
    ["evidence", "content"],
    ["gate_rounds", "evidence"],
    ["gate_votes", "choice"],
    ["gate_votes", "reason"],
    ["receipts", "digest"],
    ["stage_changes", "to_stage"],
    ["policies", "content"],
  ])("may not change %s.%s", async (table, column) => {
    const change = app.unsafe(`update ${table} set ${column} = ${column}`);
    await expect(change).rejects.toMatchObject({ code: "42501" });
  });

  test.each([
    "approvals",
    "audit_entries",
    "audit_heads",
    "evidence",
    "gate_rounds",
    "gate_votes",
    "gates",
    "models",
    "policies",
    "receipts",
    "stage_changes",
    "versions",
  ])("may not take rows of %s away", async (table) => {
    for (const statement of [`delete from ${table}`, `truncate ${table} cascade`])
      await expect(app.unsafe(statement)).rejects.toMatchObject({ code: "42501" });
  });

  test("may neither make tables nor become another role", async () => {
    for (const statement of [
      "create table mine ()",
      "alter table audit_entries disable trigger all",
      "drop table audit_entries",
      `alter role ${role} superuser`,
      "set role gatehouse",
      "copy audit_heads to program 'true'",
    ])
      await expect(app.unsafe(statement)).rejects.toMatchObject({ code: "42501" });
  });
});

describe("The role of the processes still", () => {
  test("may do all that the product does", async () => {
    const { at } = product;
    const ws = await product.gateWorkspace();
    const model = await product.addModel(ws, { tier: "low" });
    for (const version of [1, 2]) {
      await product.addVersion(ws, model, version, { stage: "staging" });
      const asked = { model: model.name, version, stage: "production" as const };
      const { gateId } = await product.requestGate(at(ws.requester), asked);
      const vote = { gateId, round: 1, choice: "go" as const, reason: "Sound." };
      expect(await product.castVote(at(ws.validation), vote)).toMatchObject({ status: "go" });
    }
    const back = { model: model.name, reason: "Error rate doubled." };
    expect(await product.rollBack(at(ws.engineer), back)).toMatchObject({ from: 2, to: 1 });

    const { runId } = await product.createRun(at(ws.author), {});
    await product.logBatch(at(ws.author), { runId, params: [{ key: "depth", value: "3" }] });
    const job = { name: "seal_receipts", may: ["job:run" as const] };
    await product.sealReceipts(at(product.jobActor(ws.workspaceId, job)), {});
    expect(await product.verifyChain({ actor: ws.admin })).toMatchObject({
      fault: null,
      receipts: { sealed: 1, open: 0 },
    });
  });

  test("lets a worker take jobs and end them", async () => {
    const taken = new EventEmitter();
    const task = { name: "of_the_role", run: async (given: unknown) => taken.emit("job", given) };
    const runner = await product.startRunner([task], 1);
    await app`select graphile_worker.add_job('of_the_role', '{"n":1}'::json)`;
    expect(await once(taken, "job")).toEqual([{ n: 1 }]);
    await runner.stop();
  });
});

test("who could rewrite the chain is told apart from who could not", async () => {
  expect([await mayRewrite(owner), await mayRewrite(app)]).toEqual([true, false]);
  await owner.unsafe(`grant delete on audit_entries to ${role}`);
  expect(await mayRewrite(app)).toBe(true);
  await grantApp(owner, role);
  expect(await mayRewrite(app)).toBe(false);
});

test("a role that may bring nothing up to date serves a database that is up to date, and says so of one that is not", async () => {
  const url = process.env["DATABASE_URL"] ?? "";
  await expect(bringUpToDate(url)).resolves.toBeUndefined();
  const [last] = await owner`
    delete from drizzle.__drizzle_migrations
    where id = (select max(id) from drizzle.__drizzle_migrations) returning *`;
  await expect(bringUpToDate(url)).rejects.toThrow("DATABASE_OWNER_URL");
  await owner`insert into drizzle.__drizzle_migrations ${owner(last ?? {})}`;
});
