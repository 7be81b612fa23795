import "server-only";
import { eq } from "drizzle-orm";

import { auditHeads } from "@/drizzle/schema/audit";
import { entryFault, headFault, type ChainFault } from "@/lib/audit/chain";
import { entriesAfter } from "@/lib/audit/queries";
import { genesis } from "@/lib/audit/rules";
import { requirePermission } from "@/lib/auth/permissions";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";

export type ChainVerdict = {
  verified: boolean;
  /** How many entries are as they were written: all before the fault, if there is one. */
  entries: number;
  head: { seq: number; hash: string };
  fault: ChainFault | null;
};

const chunk = 2000;

/**
 * Walks the chain from the first entry, a chunk at a time, and names the first entry that is not as it was written.
 * New entries may arrive meanwhile: the head is read only when no entry is left, so it can never be behind what an
 * honest writer has committed.
 */
export async function verifyChain(ctx: ReadCtx): Promise<ChainVerdict> {
  requirePermission(ctx.actor, "audit:read");
  const { workspaceId } = ctx.actor;
  let last = { seq: 0, hash: genesis };
  const verdict = (fault: ChainFault | null): ChainVerdict => ({
    verified: fault === null,
    entries: last.seq,
    head: last,
    fault,
  });
  for (;;) {
    const head = await findHead(ctx);
    const entries = await entriesAfter(ctx, last.seq, chunk);
    for (const entry of entries) {
      const fault = entryFault(workspaceId, last, entry);
      if (fault) return verdict(fault);
      last = { seq: entry.seq, hash: entry.hash };
    }
    if (entries.length < chunk && (head?.seq ?? 0) >= last.seq)
      return verdict(headFault(last, head));
    if (entries.length === 0) return verdict(headFault(last, head));
  }
}

async function findHead(ctx: ReadCtx): Promise<{ seq: number; hash: string } | undefined> {
  const [head] = await (ctx.tx ?? db)
    .select({ seq: auditHeads.seq, hash: auditHeads.hash })
    .from(auditHeads)
    .where(eq(auditHeads.workspaceId, ctx.actor.workspaceId));
  return head;
}
