import "server-only";
import { auditHeads } from "@/drizzle/schema/audit";
import { entryFault, headFault, type ChainFault } from "@/lib/audit/chain";
import { entriesAfter } from "@/lib/audit/queries";
import { verifyReceipts } from "@/lib/audit/receipt-queries";
import { genesis } from "@/lib/audit/rules";
import { query, type QueryCtx } from "@/lib/query";

export type ChainVerdict = {
  verified: boolean;
  /** How many entries are as they were written: all before the fault, if there is one. */
  entries: number;
  /** How many receipts of logged facts the chain covers, and how many wait for their seal. */
  receipts: { sealed: number; open: number };
  head: { seq: number; hash: string };
  fault: ChainFault | null;
};

const chunk = 2000;

/**
 * Holds the chain against itself and the receipts against the seals on it. The receipts are read once, so a receipt
 * sealed while the chain was walked waits for the next time.
 */
export const verifyChain = query({
  permission: "audit:read",
  run: async (ctx): Promise<ChainVerdict> => {
    const walked = await walk(ctx);
    if (walked.fault) return { ...walked, receipts: { sealed: 0, open: 0 } };
    const { fault, ...receipts } = await verifyReceipts(ctx, walked.entries);
    return { ...walked, verified: fault === null, fault, receipts };
  },
});

type Walked = Omit<ChainVerdict, "receipts">;

/**
 * Walks the chain from the first entry, a chunk at a time, and names the first entry that is not as it was written.
 * New entries may arrive meanwhile: the head is read only when no entry is left, so it can never be behind what an
 * honest writer has committed.
 */
async function walk(ctx: QueryCtx): Promise<Walked> {
  const { workspaceId } = ctx;
  let last = { seq: 0, hash: genesis };
  const verdict = (fault: ChainFault | null): Walked => ({
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

async function findHead({
  read,
  here,
}: QueryCtx): Promise<{ seq: number; hash: string } | undefined> {
  const [head] = await read
    .select({ seq: auditHeads.seq, hash: auditHeads.hash })
    .from(auditHeads)
    .where(here(auditHeads));
  return head;
}
