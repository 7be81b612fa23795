import { connect } from "../lib/database.mjs";
import { HttpClient } from "../lib/http-client.mjs";
import { Stop } from "../lib/output.mjs";
import { logCurve } from "./curves.mjs";

/** Receipts are sealed by the minute. */
const patience = 180_000;
const often = 1000;

/**
 * What of logged facts comes onto the audit chain, with the worker running: how many entries while these points are
 * logged and until the last receipt is sealed, and whether a receipt that is changed by hand is found.
 * @param {import("./writes.mjs").Bench} bench
 * @param {number} points
 */
export async function measureChain(bench, points) {
  const client = new HttpClient(bench.url, bench.key);
  const before = await untilSealed(client);
  const started = Date.now();
  const run = await logCurve(bench, points, 8);
  const logged = Date.now();
  const after = await untilSealed(client);
  if (after.fault) throw new Stop(`The chain does not verify: ${after.fault.says}`);
  const minutes = (Date.now() - started) / 60_000;
  await changeReceipt(bench, run);
  const { fault } = await verdictOf(client);
  client.close();
  return {
    points,
    seconds: (logged - started) / 1000,
    receipts: after.receipts.sealed - before.receipts.sealed,
    entries: after.head.seq - before.head.seq,
    minutes,
    found: fault?.says ?? null,
  };
}

/**
 * @typedef {{ says: string } | null} Fault
 * @typedef {{ head: { seq: number }, receipts: { sealed: number, open: number }, fault: Fault }} Verdict
 * @param {HttpClient} client
 * @returns {Promise<Verdict>}
 */
const verdictOf = (client) => client.json("GET", "/api/v1/audit/verify");

/** @param {HttpClient} client */
async function untilSealed(client) {
  const end = Date.now() + patience;
  for (;;) {
    const verdict = await verdictOf(client);
    if (verdict.fault || verdict.receipts.open === 0) return verdict;
    if (Date.now() > end) throw new Stop("The receipts are not sealed.");
    await new Promise((resolve) => setTimeout(resolve, often));
  }
}

/**
 * @param {import("./writes.mjs").Bench} bench
 * @param {string} run
 */
async function changeReceipt({ databaseUrl, workspaceId }, run) {
  const sql = await connect(databaseUrl);
  await sql`
    update receipts set accepted = accepted + 1
    where workspace_id = ${workspaceId} and receipt_id = (
      select receipt_id from receipts
      where workspace_id = ${workspaceId} and subject like ${`%${run}`} limit 1)`;
  await sql.end();
}
