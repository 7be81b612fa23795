import "server-only";
import { command } from "@/lib/command";
import { aboutVersion } from "@/lib/evidence/inputs";
import { recordEvidence } from "@/lib/evidence/record-evidence";
import { lockVersion } from "@/lib/registry/lock-version";
import { versionName } from "@/lib/registry/rules";

/** Puts what another tool or person found out about a version on record, for checks to read as `records.<kind>`. */
export const attachEvidence = command({
  permission: "evidence:write",
  input: aboutVersion,
  async run(ctx, { name, version: number, ...found }) {
    const { modelId } = await lockVersion(ctx, name, number);
    const subject = `version:${modelId}/${number}` as const;
    const result = await recordEvidence(ctx, subject, found);
    return {
      result,
      audit: {
        action: "version.attach_evidence",
        subject,
        name: versionName(name, number),
        after: { kind: found.kind, evidence: result.id, digest: result.digest },
      },
    };
  },
});
