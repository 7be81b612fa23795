import "server-only";
import {
  artifactsScreen,
  type ArtifactsScreen,
  type FilesAsked,
} from "@/lib/experiments/runs/artifacts-screen";
import { nextStages } from "@/lib/gates/decisions/decision";
import { findRollbackTarget, type RollbackTarget } from "@/lib/gates/decisions/rollback-queries";
import { votesOfVersion, type CastBallot } from "@/lib/gates/decisions/vote-queries";
import { gatesOfVersion } from "@/lib/gates/gate-row-queries";
import type { GateRow } from "@/lib/gates/gate-rows";
import { previewGates, type GatePreview } from "@/lib/gates/preview-queries";
import { query } from "@/lib/query";
import { stayingVersions } from "@/lib/registry/approvals/approval-queries";
import { versionDetail, type VersionDetail } from "@/lib/registry/detail-queries";

export type VersionScreen = VersionDetail & {
  /** Every gate it asked for and every vote about it, newest first. */
  gates: GateRow[];
  votes: CastBallot[];
  rollback: RollbackTarget;
  /** It leaves by a gate or a rollback alone, so it cannot be deleted. */
  stays: boolean;
  /** What the gates to its next stages would say of it now. */
  previews: GatePreview[];
  files: ArtifactsScreen;
};

/** A version's dossier, with the file or folder that is open unfolded. Throws `missing`. */
export const versionScreen = query({
  permission: "model:read",
  run: async (ctx, name: string, number: number, asked: FilesAsked): Promise<VersionScreen> => {
    const detail = await versionDetail(ctx, name, number);
    const { modelId, stage, artifactPath, source } = detail.version;
    const uri = artifactPath === null ? source : `mlflow-artifacts:/${artifactPath}`;
    const [gates, votes, rollback, staying, previews, files] = await Promise.all([
      gatesOfVersion(ctx, modelId, number),
      votesOfVersion(ctx, modelId, number),
      findRollbackTarget(ctx, modelId),
      stayingVersions(ctx, detail.version.model),
      previewGates(ctx, name, number, nextStages(stage)),
      artifactsScreen(ctx, uri, asked),
    ]);
    const stays = staying.some(({ version }) => version === number);
    return { ...detail, gates, votes, rollback, stays, previews, files };
  },
});
