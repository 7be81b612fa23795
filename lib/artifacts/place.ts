import { sql, type SQL } from "drizzle-orm";

import { Refusal } from "@/lib/errors";

/** What stands in the way of a file at a path. */
export type Place = {
  /** The hash of what lies there now. */
  sha256: string | null;
  /** The path is a folder. */
  isFolder: boolean;
  /** A file lies where a folder of this path would have to be. */
  file: string | null;
  /** Whose the files are, if they can no longer change. */
  sealed: string | null;
};

/**
 * As the columns of a SELECT. `folders` are the path's own folders, outermost first; a seal holds what is under its
 * folder, and keeps the folder itself from being written over. Asking for it shares the files with other uploads and
 * waits for whoever decides about them, until the transaction ends.
 */
export function placeSql(of: { ws: unknown; path: unknown; folders: unknown }): SQL {
  const sealed = sql`sealed_by(${of.ws}::uuid, ${of.path}::text, ${of.folders}::text::text[])`;
  return sql`
    (select a.sha256 from artifacts a
      where a.workspace_id = ${of.ws}::uuid and a.path = ${of.path}) as sha256,
    exists (select from artifacts a where a.workspace_id = ${of.ws}::uuid
      and a.path >= ${of.path} || '/' and a.path < ${of.path} || '0') as "isFolder",
    (select a.path from artifacts a where a.workspace_id = ${of.ws}::uuid
      and a.path = any(${of.folders}::text::text[]) limit 1) as file,
    ${sealed} as sealed`;
}

/** `a/b/c` lies in `a` and `a/b`. */
export function foldersOf(path: string): string[] {
  const parts = path.split("/");
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join("/"));
}

/** Why the file may not be placed there; the same bytes again always may. */
export function placeFault(path: string, place: Place, sha256?: string): Refusal | undefined {
  if (place.sha256 !== null && place.sha256 === sha256) return undefined;
  if (place.sealed !== null) return sealFault(place.sealed);
  if (place.isFolder) return new Refusal("invalid", `'${path}' is a folder.`);
  if (place.file !== null)
    return new Refusal("invalid", `'${place.file}' is a file, not a folder.`);
  return undefined;
}

export function sealFault(says: string): Refusal {
  return new Refusal("forbidden", `These files belong to ${says}: they can no longer change.`);
}
