import "server-only";
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";

import { receipts } from "@/drizzle/schema/audit";
import { sealOver } from "@/lib/audit/receipt-line";
import { command } from "@/lib/command";
import { uuidv7 } from "@/lib/db/ids";
import { Refusal } from "@/lib/errors";

/** As many as one entry covers: what a minute of eight busy clients leaves, many times over. */
const most = 50_000;

/** Puts the digest over the receipts of the last while on the chain, so that none can change or vanish unseen. */
export const sealReceipts = command({
  permission: "job:run",
  input: z.object({}),
  run: async ({ tx, workspaceId, now }) => {
    const seal = uuidv7(now.getTime());
    const open = tx
      .select({ id: receipts.id })
      .from(receipts)
      .where(and(eq(receipts.workspaceId, workspaceId), isNull(receipts.seal)))
      .orderBy(asc(receipts.id))
      .limit(most)
      .for("update", { skipLocked: true });
    await tx
      .update(receipts)
      .set({ seal })
      .where(and(eq(receipts.workspaceId, workspaceId), inArray(receipts.id, open)));
    const [sealed] = await tx
      .select(sealOver)
      .from(receipts)
      .where(and(eq(receipts.workspaceId, workspaceId), eq(receipts.seal, seal)));
    if (!sealed || sealed.receipts === 0) throw new Refusal("outdated", "No receipt is open.");
    return {
      result: { ...sealed, seal, more: sealed.receipts === most },
      audit: {
        action: "intake.seal",
        subject: `seal:${seal}`,
        name: `receipts until ${now.toISOString()}`,
        after: sealed,
      },
    };
  },
});
