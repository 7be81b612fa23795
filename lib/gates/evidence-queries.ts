import "server-only";
import type { models } from "@/drizzle/schema/registry";
import type { ReadCtx } from "@/lib/command";
import {
  artifactManifest,
  readArtifactText,
  type Manifest,
} from "@/lib/experiments/artifact-queries";
import { findRun } from "@/lib/experiments/run-queries";
import { digestOf, evidenceOf } from "@/lib/gates/evidence";
import type { Ages } from "@/lib/gates/judge";
import type { Evidence } from "@/lib/gates/rules";
import { lineageOf } from "@/lib/registry/lineage";
import { productionVersion, type VersionRecord } from "@/lib/registry/queries";
import { parseModelFile } from "@/lib/registry/signature";

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
  const manifest = await manifestOf(ctx, version);
  const evidence = evidenceOf({
    model,
    version,
    run: run ?? null,
    champion: await championOf(ctx, model.id, version.version),
    lineage: lineageOf(run ?? null, manifest),
    signature: await declaredSignature(ctx, version, manifest),
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

const modelFileLimit = 256 * 1024;
const nothingStored: Manifest = { digest: null, files: [] };

async function manifestOf(ctx: ReadCtx, { artifactPath }: VersionRecord): Promise<Manifest> {
  return artifactPath ? artifactManifest(ctx, artifactPath) : nothingStored;
}

async function declaredSignature(ctx: ReadCtx, version: VersionRecord, manifest: Manifest) {
  const file = manifest.files.find(({ path }) => path === "MLmodel");
  if (!file || !version.artifactPath) return null;
  const path = `${version.artifactPath}/${file.path}`;
  const { text } = await readArtifactText(ctx, path, modelFileLimit);
  const signature = parseModelFile(text)?.signature;
  return signature ? { inputs: signature.inputs.length, outputs: signature.outputs.length } : null;
}
