import { hasOpenReceipts } from "@/lib/audit/receipt-queries";
import { sealReceipts } from "@/lib/audit/seal-receipts";
import { jobActor } from "@/lib/jobs/job-actor";

/** What the worker does each minute, done at the minute of the story. */
export async function seal(workspaceId: string, now: Date): Promise<void> {
  const ctx = { actor: jobActor(workspaceId, { name: "seal_receipts", may: ["job:run"] }), now };
  if (await hasOpenReceipts(ctx)) await sealReceipts(ctx, {});
}
