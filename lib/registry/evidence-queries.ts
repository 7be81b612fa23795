import "server-only";
import { listEvidence, type EvidenceRecord } from "@/lib/evidence/queries";
import { query } from "@/lib/query";
import { getVersion } from "@/lib/registry/queries";

/** Every record about a version, newest first. */
export const evidenceOfVersion = query({
  permission: "evidence:read",
  run: async (ctx, name: string, number: number): Promise<EvidenceRecord[]> => {
    const { model } = await getVersion(ctx, name, number);
    return listEvidence(ctx, `version:${model.id}/${number}`);
  },
});
