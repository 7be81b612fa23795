import "server-only";
import { blobFault, type BlobFault } from "@/lib/artifacts/check-blob";
import { artifactManifest, type Manifest } from "@/lib/artifacts/queries";
import { query } from "@/lib/query";

export type DamagedFile = { path: string; fault: BlobFault };
export type CheckedManifest = Manifest & { damaged: DamagedFile[] };

/** So many files are looked at at once. */
const atOnce = 8;

/** The files below a prefix, with those whose bytes on disk are no longer what was uploaded. */
export const checkedManifest = query({
  permission: "tracking:read",
  run: async (ctx, prefix: string): Promise<CheckedManifest> => {
    const manifest = await artifactManifest(ctx, prefix);
    const damaged: DamagedFile[] = [];
    const left = manifest.files.values();
    const look = async () => {
      for (const { path, sha256 } of left) {
        const fault = await blobFault(sha256);
        if (fault) damaged.push({ path, fault });
      }
    };
    await Promise.all(Array.from({ length: atOnce }, look));
    damaged.sort((a, b) => (a.path < b.path ? -1 : 1));
    return { ...manifest, damaged };
  },
});
