import { sql } from "drizzle-orm";

import { verifyChain } from "@/lib/audit/chain-queries";
import { exportHead } from "@/lib/audit/jobs";
import { genesis, linkHash } from "@/lib/audit/rules";
import { createKey } from "@/lib/auth/create-key";
import { db } from "@/lib/db/client";
import { jobActor } from "@/lib/jobs/job-actor";
import { makeWorkspace, type TestWorkspace } from "@/tests/support/workspace";

/** A chain with these keys made on top of what every workspace has: three entries. */
export async function chainOf(keys: number): Promise<TestWorkspace> {
  const workspace = await makeWorkspace();
  await addKeys(workspace, keys);
  return workspace;
}

export async function addKeys({ admin }: TestWorkspace, keys: number): Promise<void> {
  for (let made = 0; made < keys; made++)
    await createKey({ actor: admin, now: new Date() }, { name: `key ${made}`, scopes: ["read"] });
}

/** What the worker does every five minutes. */
export const signHeads = ({ workspaceId }: { workspaceId: string }) =>
  exportHead({
    actor: jobActor(workspaceId, { name: "export_heads", may: ["audit:read"] }),
    now: new Date(),
  });

export const verdictOn = ({ admin }: TestWorkspace) => verifyChain({ actor: admin });

/** Makes every hash anew, in the order that the entries now have, and the head with them. */
export async function hashAnew({ workspaceId }: { workspaceId: string }): Promise<void> {
  const rows = await db.execute<{ seq: string; body: string }>(sql`
    select seq, body from audit_entries where workspace_id = ${workspaceId} order by seq`);
  let previous = { seq: 0, hash: genesis };
  for (const { seq, body } of rows) {
    const next = { seq: previous.seq + 1, hash: linkHash(previous.hash, previous.seq + 1, body) };
    await db.execute(sql`
      update audit_entries set seq = ${next.seq}, hash = ${next.hash}
      where workspace_id = ${workspaceId} and seq = ${seq}::bigint`);
    previous = next;
  }
  await db.execute(sql`
    update audit_heads set seq = ${previous.seq}, hash = ${previous.hash}
    where workspace_id = ${workspaceId}`);
}
