import "server-only";
import { sweep } from "@/lib/artifacts/jobs";
import { exportHead } from "@/lib/audit/jobs";
import { hasOpenReceipts } from "@/lib/audit/receipt-queries";
import { sealReceipts } from "@/lib/audit/seal-receipts";
import { watchersOfSeal } from "@/lib/evidence/queries";
import { wakeWatcher } from "@/lib/evidence/wake-watcher";
import { packCurves } from "@/lib/experiments/curves/jobs";
import { keepGatesTrue, onEvidenceMoved } from "@/lib/gates/rounds/jobs";
import { clock } from "@/lib/jobs/clock";
import { following } from "@/lib/jobs/following";
import type { JobCtx } from "@/lib/jobs/job-actor";
import type { Task } from "@/lib/jobs/task";
import { checkFiles } from "@/lib/registry/jobs";

/** Every reaction of the product; a test holds the actions they wait for against the audit table. */
export const followers = [keepGatesTrue];

/** All background work. */
export const tasks: readonly Task[] = [
  following(followers),
  onEvidenceMoved,
  packCurves,
  checkFiles,
  clock({
    name: "seal_receipts",
    when: "* * * * *",
    may: ["job:run", "evidence:read"],
    run: sealAll,
  }),
  clock({
    name: "export_heads",
    when: "*/5 * * * *",
    may: ["audit:read"],
    run: exportHead,
  }),
  sweep,
];

/**
 * One entry of the chain for what a minute took in, more only when that was very much. Whoever waits on it was woken
 * when it came in, and is woken once more, should that have been lost.
 */
async function sealAll(ctx: JobCtx): Promise<void> {
  for (let more = await hasOpenReceipts(ctx); more;) {
    const sealed = await sealReceipts(ctx, {});
    for (const watcher of await watchersOfSeal(ctx, sealed.seal))
      await wakeWatcher(ctx.actor.workspaceId, watcher);
    ({ more } = sealed);
  }
}
