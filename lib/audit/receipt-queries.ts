import "server-only";
import { and, asc, eq, isNull } from "drizzle-orm";

import { auditEntries, receipts } from "@/drizzle/schema/audit";
import { parseBody, type ChainFault } from "@/lib/audit/chain";
import { sealOver, type Seal } from "@/lib/audit/receipt-line";
import { query } from "@/lib/query";

/** Whether facts have been taken in that no seal covers yet. */
export const hasOpenReceipts = query({
  permission: "job:run",
  run: async ({ read, here }): Promise<boolean> => {
    const rows = await read
      .select({ id: receipts.id })
      .from(receipts)
      .where(and(here(receipts), isNull(receipts.seal)))
      .limit(1);
    return rows.length > 0;
  },
});

type Verified = { sealed: number; open: number; fault: ChainFault | null };

/**
 * Holds the receipts against the seals among the first `entries` entries of the chain. The receipts are read first, so
 * that a seal made meanwhile is on the chain when the seals are read.
 */
export const verifyReceipts = query({
  permission: "audit:read",
  run: async ({ read, here }, entries: number): Promise<Verified> => {
    const found = await read
      .select({ seal: receipts.seal, ...sealOver })
      .from(receipts)
      .where(here(receipts))
      .groupBy(receipts.seal);
    const seals = await read
      .select({ seq: auditEntries.seq, subject: auditEntries.subject, body: auditEntries.body })
      .from(auditEntries)
      .where(and(here(auditEntries), eq(auditEntries.action, "intake.seal")))
      .orderBy(asc(auditEntries.seq));
    const open = found.find(({ seal }) => seal === null)?.receipts ?? 0;
    const bySeal = new Map<string, Seal>(
      found.flatMap(({ seal, ...over }) =>
        seal === null ? [] : [[`seal:${seal}`, over] as const],
      ),
    );
    let sealed = 0;
    for (const { seq, subject, body } of seals) {
      const over = bySeal.get(subject);
      bySeal.delete(subject);
      const fault = seq > entries ? null : receiptsFault(seq, parseBody(body)?.after ?? {}, over);
      if (fault) return { sealed, open, fault };
      sealed += over?.receipts ?? 0;
    }
    return { sealed, open, fault: bySeal.size === 0 ? null : unknownSeal(entries) };
  },
});

function unknownSeal(entries: number): ChainFault {
  return {
    seq: entries,
    kind: "receipts",
    says: "Receipts of logged facts name a seal that is not on the chain.",
  };
}

function receiptsFault(
  seq: number,
  recorded: Record<string, unknown>,
  found: Seal = { receipts: 0, facts: 0, digest: "" },
): ChainFault | null {
  if (recorded["digest"] === found.digest) return null;
  const count = Number(recorded["receipts"]);
  const says =
    count === found.receipts
      ? "a receipt it sealed was changed"
      : `it sealed ${count} receipts and ${found.receipts} are there`;
  return { seq, kind: "receipts", says: `Entry ${seq} no longer fits its receipts: ${says}.` };
}
