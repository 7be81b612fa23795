import "server-only";
import { joinPath } from "@/lib/artifacts/artifact-path";
import { artifactManifest, findArtifact, type Manifest } from "@/lib/artifacts/queries";
import { readBlobText } from "@/lib/artifacts/read-blob";
import { query } from "@/lib/query";
import { modelFileLimit, parseModelFile, type ModelFile } from "@/lib/registry/signature";

/** The version's files as they are now; none when its source lies outside our store. */
export const versionManifest = query({
  permission: "model:read",
  run: async (ctx, artifactPath: string | null): Promise<Manifest> => {
    if (artifactPath === null) return { digest: null, files: [] };
    return artifactManifest(ctx, artifactPath);
  },
});

/** What the version's `MLmodel` file declares; null without one. */
export const versionModelFile = query({
  permission: "model:read",
  run: async (ctx, artifactPath: string | null): Promise<ModelFile | null> => {
    if (artifactPath === null) return null;
    const file = await findArtifact(ctx, joinPath(artifactPath, "MLmodel"));
    if (!file || file.size > modelFileLimit) return null;
    return modelFileOf(file.sha256);
  },
});

const kept = new Map<string, Promise<ModelFile | null>>();
const mostKept = 1000;

/** Bytes of one digest say the same for ever, so they are read once in the life of a process. */
function modelFileOf(sha256: string): Promise<ModelFile | null> {
  const known = kept.get(sha256);
  if (known) return known;
  if (kept.size >= mostKept) kept.clear();
  const read = readBlobText(sha256, modelFileLimit).then(parseModelFile);
  kept.set(sha256, read);
  // bytes that could not be read may be there the next time
  read.catch(() => kept.delete(sha256));
  return read;
}
