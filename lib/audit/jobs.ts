import "server-only";
import { headExports } from "@/drizzle/schema/audit";
import { findHead, hashAt } from "@/lib/audit/chain-queries";
import { appendHead, headLines } from "@/lib/audit/head-file";
import {
  fileFault,
  isSigned,
  readHead,
  signHead,
  signingKey,
  type SigningKey,
} from "@/lib/audit/signed-head";
import type { Actor } from "@/lib/auth/rules";
import { db } from "@/lib/db/client";
import { faultCode } from "@/lib/db/faults";
import { Refusal } from "@/lib/errors";
import { settings } from "@/lib/settings";

type Ctx = { actor: Actor; now: Date };

/**
 * Signs how far the chain has come and writes it down outside the database, where nobody who may change the one need be
 * able to change the other. What stands in the way is kept for people to see, and tried again the next time.
 */
export async function exportHead(ctx: Ctx): Promise<void> {
  const { workspaceId } = ctx.actor;
  const note = (state: { seq?: number; at?: Date; fault: string | null; failedAt: Date | null }) =>
    db
      .insert(headExports)
      .values({ workspaceId, ...state })
      .onConflictDoUpdate({ target: headExports.workspaceId, set: state });
  try {
    const seq = await extendFile(ctx);
    await note({ seq, at: ctx.now, fault: null, failedAt: null });
  } catch (error) {
    const fault = error instanceof Refusal ? error.message : fileFault(faultCode(error));
    if (fault === null) throw error;
    await note({ fault, failedAt: ctx.now });
  }
}

/** Answers up to which entry the file now reaches. */
async function extendFile(ctx: Ctx): Promise<number> {
  const { workspaceId: workspace } = ctx.actor;
  const { auditKey } = settings();
  if (auditKey === null) throw new Refusal("missing", "There is no AUDIT_KEY to sign with.");
  const key = signingKey(auditKey);
  const head = await findHead(ctx);
  const known = await lastSigned(ctx, key);
  if (!head || known >= head.seq) return known;
  await appendHead(signHead({ workspace, ...head, at: ctx.now }, key));
  return head.seq;
}

/** Up to which entry the file reaches; throws where that is not to be built on. */
async function lastSigned(ctx: Ctx, key: SigningKey): Promise<number> {
  const { workspaceId } = ctx.actor;
  const last = (await headLines(workspaceId)).at(-1);
  if (last === undefined) return 0;
  const known = readHead(last);
  if (known?.workspace !== workspaceId || !isSigned(known, key))
    throw new Refusal("outdated", unsigned(workspaceId));
  if ((await hashAt(ctx, known.seq)) !== known.hash)
    throw new Refusal("outdated", forsaken(known.seq, known.at));
  return known.seq;
}

/** Signing on would make good what was done to the file, or to the chain. */
const unsigned = (workspace: string) =>
  `The last line of ${workspace}.ndjson in AUDIT_DIR was not signed by AUDIT_KEY. Restore the file or the key; or move the file away and keep it, to begin a new one.`;
const forsaken = (seq: number, at: string) =>
  `The chain no longer holds entry ${seq} as it was signed at ${at}. No head is signed until that is explained: verify the audit log.`;
