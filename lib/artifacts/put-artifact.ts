import "server-only";
import { sql } from "drizzle-orm";

import { PutArtifact } from "@/lib/artifacts/inputs";
import { foldersOf, placeFault, placeSql, type Place } from "@/lib/artifacts/place";
import { textArray } from "@/lib/db/arrays";
import { intake, storing } from "@/lib/intake";

type Values = { path: string; folders: string; sha256: string; size: number };

/** Places the blob unless something stands in the way, in one look at one moment. */
const store = storing<Values, Place>((of) => ({
  given: sql`place as (select ${placeSql(of)})`,
  when: sql`from place where place.sha256 is not distinct from ${of.sha256}
    or (place.sealed is null and not place."isFolder" and place.file is null)`,
  writes: sql`placed as (
    insert into artifacts
      (workspace_id, path, sha256, size, created_at, created_by_id, created_by_name)
    select ${of.ws}::uuid, ${of.path}, ${of.sha256}, ${of.size}::bigint, ${of.now}::timestamptz,
      ${of.personId}::uuid, ${of.personName}
    from receipt, place where place.sha256 is distinct from ${of.sha256}
    on conflict (workspace_id, path) do update set
      sha256 = excluded.sha256, size = excluded.size, created_at = excluded.created_at,
      created_by_id = excluded.created_by_id, created_by_name = excluded.created_by_name
  )`,
  answer: sql`place.* from place`,
}));

/** Places a stored blob at a path, over what was there. */
export const putArtifact = intake({
  kind: "artifact_put",
  permission: "tracking:write",
  input: PutArtifact,
  judge: ({ path, sha256, size }) => ({
    accepted: { path, sha256, size },
    count: 1,
    subjects: [`files:${path}`],
    moves: foldersOf(path).map((folder) => `files:${folder}`),
    content: [path, sha256, String(size)],
  }),
  run: async (ctx, { path, sha256, size }) => {
    const folders = textArray(foldersOf(path));
    const { row: place, receipt } = await store(ctx, { path, folders, sha256, size });
    const fault = place && placeFault(path, place, sha256);
    if (fault) throw fault;
    return { result: { path, sha256, size }, receipt };
  },
});
