import "server-only";
import { createHash } from "node:crypto";

import { and, asc, eq, gt, gte, lt, or, sql, type SQL } from "drizzle-orm";

import { artifacts } from "@/drizzle/schema/artifacts";
import { artifactFolder, artifactPath } from "@/lib/artifacts/artifact-path";
import { readBlobText } from "@/lib/artifacts/read-blob";
import { containing } from "@/lib/db/like";
import { Refusal } from "@/lib/errors";
import { query, type QueryCtx } from "@/lib/query";

export type ArtifactRecord = typeof artifacts.$inferSelect;
export type ArtifactEntry = { name: string; path: string; isDir: boolean; size: number | null };
export type ManifestFile = { path: string; size: number; sha256: string };
/** `digest` is null when there are no files. File paths are relative to the prefix asked for. */
export type Manifest = { digest: string | null; files: ManifestFile[] };

/** More files than this under one version is no model; the digest would say nothing anyone could check. */
const manifestLimit = 10_000;

export const findArtifact = query({
  permission: "tracking:read",
  run: async ({ read, here }, path: string): Promise<ArtifactRecord | undefined> => {
    const [found] = await read
      .select()
      .from(artifacts)
      .where(and(here(artifacts), eq(artifacts.path, path)));
    return found;
  },
});

/** Throws `missing`, and names a folder as what it is. */
export const getArtifact = query({
  permission: "tracking:read",
  run: async (ctx, text: string): Promise<ArtifactRecord> => {
    const path = artifactPath(text);
    const found = await findArtifact(ctx, path);
    if (found) return found;
    const inside = await filesUnder(ctx, path, 1);
    throw new Refusal(
      "missing",
      inside.length > 0 ? `'${path}' is a folder, not a file.` : `No artifact at '${path}'.`,
    );
  },
});

/** The direct children of a folder, folders and files by name. Empty for a file and for what is not there. */
export const listArtifacts = query({
  permission: "tracking:read",
  run: async (
    { read, here },
    prefix: string,
    part: { find?: string; limit?: number } = {},
  ): Promise<ArtifactEntry[]> => {
    const folder = artifactFolder(prefix);
    const start = folder === "" ? 1 : folder.length + 2;
    const rest = sql<string>`substr(${artifacts.path}, ${start}::int)`;
    const all = read
      .select({
        name: sql<string>`split_part(${rest}, '/', 1) collate "C"`,
        isDir: sql<boolean>`bool_or(position('/' in ${rest}) > 0)`,
        size: sql<string>`max(${artifacts.size})`,
      })
      .from(artifacts)
      .where(and(here(artifacts), under(folder), holding(rest, part.find)))
      .groupBy(sql`1`)
      .orderBy(sql`1`);
    const rows = await (part.limit === undefined ? all : all.limit(part.limit));
    return rows.map((row) => ({
      name: row.name,
      path: folder === "" ? row.name : `${folder}/${row.name}`,
      isDir: row.isDir,
      size: row.isDir ? null : Number(row.size),
    }));
  },
});

function holding(path: SQL, find = ""): SQL | undefined {
  return find === "" ? undefined : sql`${path} ilike ${containing(find)}`;
}

/** Every file below a prefix with one digest over all: sha256 of the lines `<sha256>  <path>` in byte order. */
export const artifactManifest = query({
  permission: "tracking:read",
  run: async (ctx, prefix: string): Promise<Manifest> => {
    const folder = artifactFolder(prefix);
    const rows = await filesUnder(ctx, folder, manifestLimit + 1);
    if (rows.length > manifestLimit)
      throw new Refusal("invalid", `More than ${manifestLimit} files lie under '${folder}'.`);
    const cut = folder === "" ? 0 : folder.length + 1;
    const files = rows.map(({ path, size, sha256 }) => ({ path: path.slice(cut), size, sha256 }));
    return { digest: manifestDigest(files), files };
  },
});

export function manifestDigest(files: readonly ManifestFile[]): string | null {
  if (files.length === 0) return null;
  const hash = createHash("sha256");
  for (const { sha256, path } of files) hash.update(`${sha256}  ${path}\n`, "utf8");
  return hash.digest("hex");
}

export type ArtifactText = { text: string; truncated: boolean; size: number };

/** The first `maxBytes` of a text file. */
export const readArtifactText = query({
  permission: "tracking:read",
  run: async (ctx, path: string, maxBytes: number): Promise<ArtifactText> => {
    const { sha256, size } = await getArtifact(ctx, path);
    return { text: await readBlobText(sha256, maxBytes), truncated: size > maxBytes, size };
  },
});

async function filesUnder(
  { read, here }: QueryCtx,
  folder: string,
  limit: number,
): Promise<ArtifactRecord[]> {
  return read
    .select()
    .from(artifacts)
    .where(and(here(artifacts), under(folder)))
    .orderBy(asc(artifacts.path))
    .limit(limit);
}

/** Paths compare byte by byte, so a folder is one range of the key: `0` is the character after `/`. */
export function under(folder: string) {
  return folder === ""
    ? undefined
    : and(gte(artifacts.path, `${folder}/`), lt(artifacts.path, `${folder}0`));
}

/** The file at the path or everything below it. */
export function atOrUnder(path: string) {
  return or(
    eq(artifacts.path, path),
    and(gt(artifacts.path, `${path}/`), lt(artifacts.path, `${path}0`)),
  );
}
