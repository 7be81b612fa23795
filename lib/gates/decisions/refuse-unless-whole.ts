import "server-only";
import { checkedManifest } from "@/lib/artifacts/checked-queries";
import type { WriteCtx } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { approvalsOf } from "@/lib/registry/approvals/approval-queries";
import { getVersion } from "@/lib/registry/queries";

/** Throws `forbidden` unless the version's files are, on disk too, those that its production gate judged. */
export async function refuseUnlessWhole(
  ctx: WriteCtx,
  { model, version: number }: { model: { id: string; name: string }; version: number },
): Promise<void> {
  const { artifactPath } = await getVersion(ctx, model.name, number);
  const approvals = await approvalsOf(ctx, model.id);
  const approval = approvals.find(
    ({ version, stage }) => version === number && stage === "production",
  );
  if (!approval)
    throw new Refusal(
      "forbidden",
      `No gate let version ${number} of ${model.name} into production.`,
    );
  const { digest, damaged } =
    artifactPath === null
      ? { digest: null, damaged: [] }
      : await checkedManifest(ctx, artifactPath);
  const [first] = damaged;
  if (first)
    throw new Refusal(
      "forbidden",
      `The files of version ${number} of ${model.name} are damaged: ${first.path} is ${first.fault}. Restore them before you return to it.`,
    );
  if ((digest ?? "") !== approval.artifactDigest)
    throw new Refusal(
      "forbidden",
      `The files of version ${number} of ${model.name} are not those that its production gate judged.`,
    );
}
