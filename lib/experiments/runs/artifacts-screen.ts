import "server-only";
import { pathOfArtifactUri } from "@/lib/artifacts/artifact-path";
import { previewBytes, previewKind, previewOf, type Preview } from "@/lib/artifacts/preview";
import { findArtifact, listArtifacts, type ArtifactEntry } from "@/lib/artifacts/queries";
import { readableText } from "@/lib/experiments/runs/environment-queries";
import { query, type QueryCtx } from "@/lib/query";

export type TreeEntry = {
  name: string;
  /** Relative to the root of the run or model. */
  path: string;
  isDir: boolean;
  size: number | null;
  /** Present while the folder is open. */
  children?: TreeEntry[];
};

export type OpenFile = {
  path: string;
  /** In the artifact store, as the download address names it. */
  storePath: string;
  size: number;
  sha256: string;
  at: Date;
  by: string;
  preview: Preview;
};

export type ArtifactsScreen = {
  tree: TreeEntry[];
  file: OpenFile | null;
  /** The files of this run lie elsewhere, so only their address is known. */
  elsewhere: string | null;
};

/**
 * The tree under `artifactUri` with the folders on the way to `open` unfolded, and the file at `open` with its
 * preview. `open` is a file, a folder or nothing; what is not there is simply not open.
 */
export const artifactsScreen = query({
  permission: "tracking:read",
  run: async (ctx, artifactUri: string, open: string): Promise<ArtifactsScreen> => {
    const root = pathOfArtifactUri(artifactUri);
    if (root === null) return { tree: [], file: null, elsewhere: artifactUri };
    const parts = plainParts(open);
    const tree = await level(ctx, root, "", parts);
    return { tree, file: await openFile(ctx, root, parts.join("/")), elsewhere: null };
  },
});

/** A path from the URL may say anything; only plain names lead anywhere. */
function plainParts(path: string): string[] {
  const parts = path.split("/").filter((part) => part !== "");
  return parts.some((part) => part === "." || part === ".." || part.includes("\u0000"))
    ? []
    : parts;
}

async function level(
  ctx: QueryCtx,
  root: string,
  folder: string,
  open: readonly string[],
): Promise<TreeEntry[]> {
  const entries = await listArtifacts(ctx, folder === "" ? root : `${root}/${folder}`);
  const [next, ...rest] = open;
  // A folder that holds nothing but one folder would only be another click.
  const only = entries.length === 1 && entries[0]?.isDir === true;
  return Promise.all(
    entries.map(async (entry: ArtifactEntry): Promise<TreeEntry> => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      const own = { name: entry.name, path, isDir: entry.isDir, size: entry.size };
      if (!entry.isDir || !(only || entry.name === next)) return own;
      return { ...own, children: await level(ctx, root, path, entry.name === next ? rest : []) };
    }),
  );
}

async function openFile(ctx: QueryCtx, root: string, path: string): Promise<OpenFile | null> {
  if (path === "") return null;
  const storePath = `${root}/${path}`;
  const found = await findArtifact(ctx, storePath);
  if (!found) return null;
  return {
    path,
    storePath,
    size: found.size,
    sha256: found.sha256,
    at: found.createdAt,
    by: found.createdByName,
    preview: await readPreview(ctx, storePath),
  };
}

async function readPreview(ctx: QueryCtx, storePath: string): Promise<Preview> {
  const kind = previewKind(storePath);
  if (kind === "image" || kind === "other") return previewOf(kind, "", false);
  const read = await readableText(ctx, storePath, previewBytes);
  if (!read)
    return { kind: "other", reason: "The stored bytes are missing from the artifact store." };
  return previewOf(kind, read.text, read.truncated);
}
