import "server-only";
import { sql } from "drizzle-orm";

import { foldersOf, placeSql, type Place } from "@/lib/artifacts/place";
import { textArray } from "@/lib/db/arrays";
import { prepared } from "@/lib/db/prepared";
import { query } from "@/lib/query";

const reading = prepared<{ ws: string; path: string; folders: string }, Place>(
  (of) => sql`select ${placeSql(of)}`,
);

/** What stands in the way of a file at this path, asked before its bytes are read. */
export const placeOf = query({
  permission: "tracking:read",
  run: async ({ tx, workspaceId }, path: string): Promise<Place> => {
    const folders = textArray(foldersOf(path));
    const [place] = await reading(tx, { ws: workspaceId, path, folders });
    if (!place) throw new Error("a SELECT without FROM gives one row");
    return place;
  },
});
