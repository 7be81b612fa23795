import "server-only";
import { eq } from "drizzle-orm";

import { headExports } from "@/drizzle/schema/audit";
import type { ChainFault } from "@/lib/audit/chain";
import { headLines } from "@/lib/audit/head-file";
import {
  fileFault,
  isSigned,
  publicKeyOf,
  readHead,
  signingKey,
  type SignedHead,
  type SigningKey,
} from "@/lib/audit/signed-head";
import { faultCode } from "@/lib/db/faults";
import { Refusal } from "@/lib/errors";
import { query } from "@/lib/query";
import { settings } from "@/lib/settings";

/** What was signed of the chain and written down outside the database. */
export type Exported = {
  heads: number;
  last: { seq: number; at: Date } | null;
  /** What it is worth, in words. */
  says: string;
  /** In PEM: what anybody can check the signatures with. */
  publicKey: string | null;
};

export type Witness = {
  exported: Exported;
  /** What the chain must hold; by the number of the entry. */
  heads: ReadonlyMap<number, SignedHead>;
  /** What is wrong with the lines themselves. */
  fault: ChainFault | null;
  isOurs: (head: SignedHead) => boolean;
};

export const readWitness = query({
  permission: "audit:read",
  run: async ({ workspaceId }): Promise<Witness> => {
    const key = ownKey();
    const isOurs = (head: SignedHead) =>
      key !== null && head.workspace === workspaceId && isSigned(head, key);
    const { lines, unread } = await linesOf(workspaceId);
    const heads = new Map<number, SignedHead>();
    let fault: ChainFault | null = null;
    for (const [at, line] of lines.entries()) {
      const head = readHead(line);
      if (head) heads.set(head.seq, head);
      else fault ??= lineFault(at + 1, "is not as it was written");
    }
    const last = readHead(lines.at(-1) ?? "");
    if (last && !isOurs(last))
      fault ??= lineFault(lines.length, "was not signed by this installation's key", last.seq);
    const publicKey = key && publicKeyOf(key);
    return {
      exported: {
        heads: heads.size,
        last: last && { seq: last.seq, at: new Date(last.at) },
        says: unread ?? inWords(heads.size, last),
        publicKey,
      },
      heads,
      fault,
      isOurs,
    };
  },
});

function ownKey(): SigningKey | null {
  const { auditKey } = settings();
  return auditKey === null ? null : signingKey(auditKey);
}

async function linesOf(workspaceId: string): Promise<{ lines: string[]; unread?: string }> {
  try {
    return { lines: await headLines(workspaceId) };
  } catch (error) {
    const says = fileFault(faultCode(error));
    if (says === null) throw error;
    return { lines: [], unread: `${says} So nothing outside the database was compared with.` };
  }
}

function inWords(heads: number, last: SignedHead | null): string {
  if (!last)
    return "No signed head has been written outside the database yet, so the chain was only held against itself: whoever rewrote all of it would not be found.";
  return `The chain was held against ${heads === 1 ? "the signed head" : `the ${heads} signed heads`} outside the database. Up to entry ${last.seq}, signed at ${last.at}, nobody can have rewritten it unseen; what came after is held by the chain alone.`;
}

function lineFault(line: number, says: string, seq = 0): ChainFault {
  return { seq, kind: "exported", says: `Line ${line} of the signed heads ${says}.` };
}

/** The lines as they are, for keeping elsewhere. */
export const exportedHeads = query({
  permission: "audit:read",
  run: async ({ workspaceId }): Promise<string> => {
    const { lines, unread } = await linesOf(workspaceId);
    if (unread !== undefined) throw new Refusal("missing", unread);
    return lines.map((line) => `${line}\n`).join("");
  },
});

export type HeadExport = {
  seq: number;
  at: Date | null;
  fault: string | null;
  failedAt: Date | null;
};

/** How the job that signs keeps up. */
export const findHeadExport = query({
  permission: "job:read",
  run: async ({ read, workspaceId }): Promise<HeadExport | null> => {
    const [row] = await read
      .select({
        seq: headExports.seq,
        at: headExports.at,
        fault: headExports.fault,
        failedAt: headExports.failedAt,
      })
      .from(headExports)
      .where(eq(headExports.workspaceId, workspaceId));
    return row ?? null;
  },
});
