import "server-only";
import { pathOfArtifactUri } from "@/lib/artifacts/artifact-path";
import { mostEntries } from "@/lib/artifacts/most-entries";
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
  /** Whether the open folder holds more than is shown of it. */
  more?: boolean;
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

/** The file or folder that is open, and what is looked for among the paths. */
export type FilesAsked = { open: string; find: string };

export type ArtifactsScreen = {
  tree: TreeEntry[];
  /** What is looked for among the paths, and whether there is more than is shown of them. */
  find: string;
  more: boolean;
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
  run: async (ctx, artifactUri: string, asked: FilesAsked): Promise<ArtifactsScreen> => {
    const find = asked.find.trim();
    const root = pathOfArtifactUri(artifactUri);
    if (root === null) return { tree: [], find, more: false, file: null, elsewhere: artifactUri };
    const parts = plainParts(asked.open);
    const { entries, more } = await level(ctx, { root, find }, "", parts);
    const file = await openFile(ctx, root, parts.join("/"));
    return { tree: entries, find, more, file, elsewhere: null };
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
  tree: { root: string; find: string },
  folder: string,
  open: readonly string[],
): Promise<{ entries: TreeEntry[]; more: boolean }> {
  const { root, find } = tree;
  const found = await listArtifacts(ctx, folder === "" ? root : `${root}/${folder}`, {
    find,
    limit: mostEntries + 1,
  });
  const [next, ...rest] = open;
  // A folder that holds nothing but one folder would only be another click.
  const only = found.length === 1 && found[0]?.isDir === true;
  const shown = found.slice(0, mostEntries);
  // the folder on the way to what is open is shown, however many stand before it
  if (next !== undefined && !shown.some(({ name }) => name === next))
    shown.push(...(found.length > mostEntries ? await entryOf(ctx, root, folder, next) : []));
  const entries = await Promise.all(
    shown.map(async (entry: ArtifactEntry): Promise<TreeEntry> => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      const own = { name: entry.name, path, isDir: entry.isDir, size: entry.size };
      if (!entry.isDir || !(only || entry.name === next)) return own;
      const inside = await level(ctx, tree, path, entry.name === next ? rest : []);
      return { ...own, children: inside.entries, more: inside.more };
    }),
  );
  return { entries, more: found.length > mostEntries };
}

async function entryOf(
  ctx: QueryCtx,
  root: string,
  folder: string,
  name: string,
): Promise<ArtifactEntry[]> {
  const path = [root, folder, name].filter((part) => part !== "").join("/");
  const inside = await listArtifacts(ctx, path, { limit: 1 });
  return inside.length === 0 ? [] : [{ name, path, isDir: true, size: null }];
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
