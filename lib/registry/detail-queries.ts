import "server-only";
import { pickledFiles } from "@/lib/artifacts/pickled-files";
import type { Manifest } from "@/lib/artifacts/queries";
import { findRun, type RunRecord } from "@/lib/experiments/runs/run-queries";
import { query } from "@/lib/query";
import { versionManifest, versionModelFile } from "@/lib/registry/file-queries";
import { lineageOf, type Lineage } from "@/lib/registry/lineage";
import {
  getVersion,
  listStageChanges,
  type StageChange,
  type VersionRecord,
} from "@/lib/registry/queries";
import type { ModelFile } from "@/lib/registry/signature";

export type VersionDetail = {
  version: VersionRecord;
  run: RunRecord | null;
  manifest: Manifest;
  modelFile: ModelFile | null;
  lineage: Lineage;
  pickled: string[];
  changes: StageChange[];
};

/** What a version came from and what became of it. */
export const versionDetail = query({
  permission: "model:read",
  run: async (ctx, name: string, number: number): Promise<VersionDetail> => {
    const version = await getVersion(ctx, name, number);
    const [run, manifest, modelFile, changes] = await Promise.all([
      version.runId ? findRun(ctx, version.runId) : undefined,
      versionManifest(ctx, version.artifactPath),
      versionModelFile(ctx, version.artifactPath),
      listStageChanges(ctx, version.modelId, number),
    ]);
    return {
      version,
      run: run ?? null,
      manifest,
      modelFile,
      changes,
      lineage: lineageOf(run ?? null, manifest),
      pickled: pickledFiles(manifest.files),
    };
  },
});
