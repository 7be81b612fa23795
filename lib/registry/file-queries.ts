import "server-only";
import { joinPath } from "@/lib/artifacts/artifact-path";
import {
  artifactManifest,
  findArtifact,
  readArtifactText,
  type Manifest,
} from "@/lib/artifacts/queries";
import { query } from "@/lib/query";
import { parseModelFile, type ModelFile } from "@/lib/registry/signature";

const modelFileLimit = 1024 * 1024;

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
    const path = joinPath(artifactPath, "MLmodel");
    if (!(await findArtifact(ctx, path))) return null;
    const { text } = await readArtifactText(ctx, path, modelFileLimit);
    return parseModelFile(text);
  },
});
