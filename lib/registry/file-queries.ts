import "server-only";
import { joinPath } from "@/lib/artifacts/artifact-path";
import {
  artifactManifest,
  findArtifact,
  readArtifactText,
  type Manifest,
} from "@/lib/artifacts/queries";
import type { ReadCtx } from "@/lib/command";
import type { VersionRow } from "@/lib/registry/queries";
import { parseModelFile, type ModelFile } from "@/lib/registry/signature";

const modelFileLimit = 1024 * 1024;

/** The version's files as they are now; none when its source lies outside our store. */
export async function versionManifest(
  ctx: ReadCtx,
  version: Pick<VersionRow, "artifactPath">,
): Promise<Manifest> {
  if (version.artifactPath === null) return { digest: null, files: [] };
  return artifactManifest(ctx, version.artifactPath);
}

/** What the version's `MLmodel` file declares; null without one. */
export async function versionModelFile(
  ctx: ReadCtx,
  version: Pick<VersionRow, "artifactPath">,
): Promise<ModelFile | null> {
  if (version.artifactPath === null) return null;
  const path = joinPath(version.artifactPath, "MLmodel");
  if (!(await findArtifact(ctx, path))) return null;
  const { text } = await readArtifactText(ctx, path, modelFileLimit);
  return parseModelFile(text);
}
