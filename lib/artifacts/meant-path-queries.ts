import "server-only";
import { and, sql } from "drizzle-orm";

import { artifacts } from "@/drizzle/schema/artifacts";
import { joinPath, nameOf } from "@/lib/artifacts/artifact-path";
import { clientName } from "@/lib/artifacts/client-name";
import { atOrUnder, under } from "@/lib/artifacts/queries";
import { query, type QueryCtx } from "@/lib/query";

/** More names with a percent sign than this in one folder are not gone through for one that was misspelt. */
const most = 10_000;

/**
 * The stored path that a client means who asks for a listed one as it decoded it; undefined unless it can only be one.
 */
export const meantPath = query({
  permission: "tracking:read",
  run: (ctx, path: string): Promise<string | undefined> => meant(ctx, path),
});

async function meant(ctx: QueryCtx, path: string): Promise<string | undefined> {
  if (path === "" || (await isThere(ctx, path))) return path;
  const slash = path.lastIndexOf("/");
  const folder = await meant(ctx, slash < 0 ? "" : path.slice(0, slash));
  if (folder === undefined) return undefined;
  const asked = clientName(nameOf(path));
  const alike = (await escapedNames(ctx, folder)).filter((name) => clientName(name) === asked);
  const [only, another] = alike;
  return only === undefined || another !== undefined ? undefined : joinPath(folder, only);
}

async function isThere({ read, here }: QueryCtx, path: string): Promise<boolean> {
  const [found] = await read
    .select({ path: artifacts.path })
    .from(artifacts)
    .where(and(here(artifacts), atOrUnder(path)))
    .limit(1);
  return found !== undefined;
}

/** The names in a folder that decoding can change. */
async function escapedNames({ read, here }: QueryCtx, folder: string): Promise<string[]> {
  const start = folder === "" ? 1 : folder.length + 2;
  const name = sql<string>`split_part(substr(${artifacts.path}, ${start}::int), '/', 1)`;
  const rows = await read
    .selectDistinct({ name })
    .from(artifacts)
    .where(and(here(artifacts), under(folder), sql`position('%' in ${name}) > 0`))
    .limit(most);
  return rows.length < most ? rows.map((row) => row.name) : [];
}
