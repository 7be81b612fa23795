import "server-only";
import type { models } from "@/drizzle/schema/registry";
import type { ReadCtx } from "@/lib/command";
import { findRun } from "@/lib/experiments/runs/run-queries";
import type { Ages } from "@/lib/gates/policies/judge";
import { digestOf, evidenceOf } from "@/lib/gates/rounds/evidence";
import type { Evidence } from "@/lib/gates/rules";
import { versionManifest, versionModelFile } from "@/lib/registry/file-queries";
import { lineageOf } from "@/lib/registry/lineage";
import { productionVersion, type VersionRecord } from "@/lib/registry/queries";

export type Gathered = {
  evidence: Evidence;
  digest: string;
  ages: Ages;
  /** Who trained it, and so may not decide about it. */
  authorId: string | null;
};

type ModelRow = typeof models.$inferSelect;

/** Reads everything that the policies of one version rest on, as it is at this moment. */
export async function gatherEvidence(
  ctx: ReadCtx,
  model: ModelRow,
  version: VersionRecord,
): Promise<Gathered> {
  const run = version.runId ? await findRun(ctx, version.runId) : undefined;
  const manifest = await versionManifest(ctx, version);
  const declared = (await versionModelFile(ctx, version))?.signature ?? null;
  const evidence = evidenceOf({
    model,
    version,
    run: run ?? null,
    champion: await championOf(ctx, model.id, version.version),
    lineage: lineageOf(run ?? null, manifest),
    signature: declared && {
      inputs: declared.inputs.length,
      outputs: declared.outputs.length,
    },
    manifest,
  });
  return {
    evidence,
    digest: digestOf(evidence),
    ages: { model: model.updatedAt.toISOString(), version: version.createdAt.toISOString() },
    authorId: run?.authorId ?? version.createdById,
  };
}

async function championOf(ctx: ReadCtx, modelId: string, except: number) {
  const serving = await productionVersion(ctx, modelId);
  if (!serving || serving.version === except) return null;
  const run = serving.runId ? await findRun(ctx, serving.runId) : undefined;
  return { version: serving.version, metrics: run?.metrics ?? [] };
}
