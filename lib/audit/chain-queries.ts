import "server-only";
import { and, asc, eq, lt } from "drizzle-orm";

import { auditEntries, auditHeads } from "@/drizzle/schema/audit";
import { entryFault, headFault, outsideFault, type ChainFault } from "@/lib/audit/chain";
import { readWitness, type Exported, type Witness } from "@/lib/audit/head-queries";
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
  /** What outside the database it was held against. */
  exported: Exported;
  fault: ChainFault | null;
};

const chunk = 2000;

/**
 * Holds the chain against itself, against the heads signed outside the database, and the receipts against the seals on
 * it. Heads are read before the chain and receipts once, so what is signed or sealed meanwhile waits for the next time.
 */
export const verifyChain = query({
  permission: "audit:read",
  run: async (ctx): Promise<ChainVerdict> => {
    const witness = await readWitness(ctx);
    const { exported } = witness;
    const walked = await walk(ctx, witness);
    const fault = walked.fault ?? (await strayFault(ctx)) ?? witness.fault;
    if (fault)
      return { ...walked, verified: false, fault, exported, receipts: { sealed: 0, open: 0 } };
    const { fault: unsealed, ...receipts } = await verifyReceipts(ctx, walked.entries);
    return { ...walked, verified: unsealed === null, fault: unsealed, exported, receipts };
  },
});

type Walked = Pick<ChainVerdict, "entries" | "head" | "fault">;

/**
 * Walks the chain from the first entry, a chunk at a time, and names the first entry that is not as it was written.
 * New entries may arrive meanwhile: the head is read only when no entry is left, so it can never be behind what an
 * honest writer has committed.
 */
async function walk(ctx: QueryCtx, witness: Witness): Promise<Walked> {
  const { workspaceId } = ctx;
  let last = { seq: 0, hash: genesis };
  const verdict = (fault: ChainFault | null): Walked => ({ entries: last.seq, head: last, fault });
  for (;;) {
    const head = await findHead(ctx);
    const entries = await entriesAfter(ctx, last.seq, chunk);
    for (const entry of entries) {
      const fault = entryFault(workspaceId, last, entry) ?? rewritten(witness, entry);
      if (fault) return verdict(fault);
      last = { seq: entry.seq, hash: entry.hash };
    }
    const ended = entries.length < chunk && (head?.seq ?? 0) >= last.seq;
    if (ended || entries.length === 0)
      return verdict(headFault(last, head) ?? cutOff(witness, last));
  }
}

/** A chain hashed anew fits itself, but not what was signed of the one before it. */
function rewritten(
  { heads, isOurs }: Witness,
  { seq, hash }: { seq: number; hash: string },
): ChainFault | null {
  const signed = heads.get(seq);
  if (!signed || signed.hash === hash) return null;
  const says = isOurs(signed)
    ? `Entry ${seq} is not the one that was signed at ${signed.at}: it, or something before it, was replaced and the chain hashed anew.`
    : `The signed head of entry ${seq} is not as it was written: it fits neither its signature nor the chain.`;
  return { seq, kind: "exported", says };
}

function cutOff({ heads }: Witness, last: { seq: number }): ChainFault | null {
  const beyond = [...heads.values()].find(({ seq }) => seq > last.seq);
  if (!beyond) return null;
  return {
    seq: last.seq + 1,
    kind: "exported",
    says: `Entry ${last.seq + 1} is missing: the chain ends at ${last.seq}, and entry ${beyond.seq} was there when its head was signed at ${beyond.at}.`,
  };
}

async function strayFault({ read, here }: QueryCtx): Promise<ChainFault | null> {
  const [stray] = await read
    .select({ seq: auditEntries.seq })
    .from(auditEntries)
    .where(and(here(auditEntries), lt(auditEntries.seq, 1)))
    .orderBy(asc(auditEntries.seq))
    .limit(1);
  return stray ? outsideFault(stray.seq) : null;
}

type ChainHead = { seq: number; hash: string };

export const findHead = query({
  permission: "audit:read",
  run: async ({ read, here }): Promise<ChainHead | undefined> => {
    const [head] = await read
      .select({ seq: auditHeads.seq, hash: auditHeads.hash })
      .from(auditHeads)
      .where(here(auditHeads));
    return head;
  },
});

export const hashAt = query({
  permission: "audit:read",
  run: async ({ read, here }, seq: number): Promise<string | undefined> => {
    const [entry] = await read
      .select({ hash: auditEntries.hash })
      .from(auditEntries)
      .where(and(here(auditEntries), eq(auditEntries.seq, seq)));
    return entry?.hash;
  },
});
