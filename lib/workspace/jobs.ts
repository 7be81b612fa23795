import "server-only";
import { sweepArtifacts } from "@/lib/artifacts/jobs";
import { hasOpenReceipts } from "@/lib/audit/receipt-queries";
import { sealReceipts } from "@/lib/audit/seal-receipts";
import { keepGatesTrue, onEvidenceMoved } from "@/lib/gates/rounds/jobs";
import { clock } from "@/lib/jobs/clock";
import { following } from "@/lib/jobs/following";
import type { JobCtx } from "@/lib/jobs/job-actor";
import type { Task } from "@/lib/jobs/task";

/** Every reaction of the product; a test holds the actions they wait for against the audit table. */
export const followers = [keepGatesTrue];

/** All background work. */
export const tasks: readonly Task[] = [
  following(followers),
  onEvidenceMoved,
  clock({ name: "seal_receipts", when: "* * * * *", may: ["job:run"], run: sealAll }),
  { name: "sweep_artifacts", when: "17 3 * * *", run: (_payload, now) => sweepArtifacts(now) },
];

/** One entry of the chain for what a minute took in, more only when that was very much. */
async function sealAll(ctx: JobCtx): Promise<void> {
  while ((await hasOpenReceipts(ctx)) && (await sealReceipts(ctx, {})).more);
}
