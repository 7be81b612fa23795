import "server-only";
import { checkedManifest } from "@/lib/artifacts/checked-queries";
import { clock } from "@/lib/jobs/clock";
import type { JobCtx } from "@/lib/jobs/job-actor";
import { approvalsOf } from "@/lib/registry/approvals/approval-queries";
import { noteDamage } from "@/lib/registry/approvals/note-damage";
import { offeredVersions } from "@/lib/registry/approvals/offered-queries";

/** Whether what versions are loaded from is still what was uploaded: their bytes on disk against their hashes. */
export const checkFiles = clock({
  name: "check_files",
  when: "*/5 * * * *",
  may: ["job:run", "model:read", "tracking:read"],
  run: checkAll,
});

export async function checkAll(ctx: JobCtx): Promise<void> {
  for (const offered of await offeredVersions(ctx)) {
    const { modelId, name, version, artifactPath, damage: known } = offered;
    if (artifactPath === null) continue;
    const { digest, damaged } = await checkedManifest(ctx, artifactPath);
    const approvals = await approvalsOf(ctx, modelId);
    const judged = approvals.find((one) => one.version === version)?.artifactDigest;
    const other = judged !== undefined && judged !== (digest ?? "");
    const damage =
      inWords(damaged) ?? (other ? "They are not the files that its gate judged." : null);
    if (damage !== known) await noteDamage(ctx, { name, version, damage });
  }
}

const named = 3;

function inWords(damaged: readonly { path: string; fault: string }[]): string | null {
  if (damaged.length === 0) return null;
  const first = damaged.slice(0, named).map(({ path, fault }) => `${path} is ${fault}`);
  const more = damaged.length - first.length;
  return `${first.join(", ")}${more > 0 ? `, and ${more} more` : ""}.`;
}
