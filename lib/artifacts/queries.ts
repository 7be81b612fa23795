import "server-only";
import { createHash } from "node:crypto";

import { and, asc, eq, gt, gte, lt, or, sql } from "drizzle-orm";

import { artifacts } from "@/drizzle/schema/artifacts";
import { artifactFolder, artifactPath } from "@/lib/artifacts/artifact-path";
import { readBlobText } from "@/lib/artifacts/artifact-store";
import { requirePermission } from "@/lib/auth/permissions";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import { Refusal } from "@/lib/errors";

export type ArtifactRecord = typeof artifacts.$inferSelect;
export type ArtifactEntry = { name: string; path: string; isDir: boolean; size: number | null };
export type ManifestFile = { path: string; size: number; sha256: string };
/** `digest` is null when there are no files. File paths are relative to the prefix asked for. */
export type Manifest = { digest: string | null; files: ManifestFile[] };

/** More files than this under one version is no model; the digest would say nothing anyone could check. */
const manifestLimit = 10_000;

export async function findArtifact(
  ctx: ReadCtx,
  path: string,
): Promise<ArtifactRecord | undefined> {
  requirePermission(ctx.actor, "tracking:read");
  const [found] = await (ctx.tx ?? db)
    .select()
    .from(artifacts)
    .where(and(eq(artifacts.workspaceId, ctx.actor.workspaceId), eq(artifacts.path, path)));
  return found;
}

/** Throws `missing`, and names a folder as what it is. */
export async function getArtifact(ctx: ReadCtx, text: string): Promise<ArtifactRecord> {
  const path = artifactPath(text);
  const found = await findArtifact(ctx, path);
  if (found) return found;
  const inside = await filesUnder(ctx, path, 1);
  throw new Refusal(
    "missing",
    inside.length > 0 ? `'${path}' is a folder, not a file.` : `No artifact at '${path}'.`,
  );
}

/** The direct children of a folder, folders and files by name. Empty for a file and for what is not there. */
export async function listArtifacts(ctx: ReadCtx, prefix: string): Promise<ArtifactEntry[]> {
  requirePermission(ctx.actor, "tracking:read");
  const folder = artifactFolder(prefix);
  const start = folder === "" ? 1 : folder.length + 2;
  const rest = sql<string>`substr(${artifacts.path}, ${start}::int)`;
  const rows = await (ctx.tx ?? db)
    .select({
      name: sql<string>`split_part(${rest}, '/', 1) collate "C"`,
      isDir: sql<boolean>`bool_or(position('/' in ${rest}) > 0)`,
      size: sql<string>`max(${artifacts.size})`,
    })
    .from(artifacts)
    .where(under(ctx.actor.workspaceId, folder))
    .groupBy(sql`1`)
    .orderBy(sql`1`);
  return rows.map((row) => ({
    name: row.name,
    path: folder === "" ? row.name : `${folder}/${row.name}`,
    isDir: row.isDir,
    size: row.isDir ? null : Number(row.size),
  }));
}

/** Every file below a prefix with one digest over all: sha256 of the lines `<sha256>  <path>` in byte order. */
export async function artifactManifest(ctx: ReadCtx, prefix: string): Promise<Manifest> {
  requirePermission(ctx.actor, "tracking:read");
  const folder = artifactFolder(prefix);
  const rows = await filesUnder(ctx, folder, manifestLimit + 1);
  if (rows.length > manifestLimit)
    throw new Refusal("invalid", `More than ${manifestLimit} files lie under '${folder}'.`);
  const cut = folder === "" ? 0 : folder.length + 1;
  const files = rows.map(({ path, size, sha256 }) => ({ path: path.slice(cut), size, sha256 }));
  return { digest: manifestDigest(files), files };
}

export function manifestDigest(files: readonly ManifestFile[]): string | null {
  if (files.length === 0) return null;
  const hash = createHash("sha256");
  for (const { sha256, path } of files) hash.update(`${sha256}  ${path}\n`, "utf8");
  return hash.digest("hex");
}

/** The first `maxBytes` of a text file. */
export async function readArtifactText(
  ctx: ReadCtx,
  path: string,
  maxBytes: number,
): Promise<{ text: string; truncated: boolean; size: number }> {
  const { sha256, size } = await getArtifact(ctx, path);
  return { text: await readBlobText(sha256, maxBytes), truncated: size > maxBytes, size };
}

async function filesUnder(ctx: ReadCtx, folder: string, limit: number): Promise<ArtifactRecord[]> {
  return (ctx.tx ?? db)
    .select()
    .from(artifacts)
    .where(under(ctx.actor.workspaceId, folder))
    .orderBy(asc(artifacts.path))
    .limit(limit);
}

/** Paths compare byte by byte, so a folder is one range of the key: `0` is the character after `/`. */
export function under(workspaceId: string, folder: string) {
  return and(
    eq(artifacts.workspaceId, workspaceId),
    folder === ""
      ? undefined
      : and(gte(artifacts.path, `${folder}/`), lt(artifacts.path, `${folder}0`)),
  );
}

/** The file at the path or everything below it. */
export function atOrUnder(workspaceId: string, path: string) {
  return and(
    eq(artifacts.workspaceId, workspaceId),
    or(
      eq(artifacts.path, path),
      and(gt(artifacts.path, `${path}/`), lt(artifacts.path, `${path}0`)),
    ),
  );
}
