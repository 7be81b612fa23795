import "server-only";
import { and, asc, desc, eq, isNull, lt, sql } from "drizzle-orm";

import { aliases, models, stageChanges, versions } from "@/drizzle/schema/registry";
import { Refusal } from "@/lib/errors";
import { badCursor, decodeCursor, encodeCursor } from "@/lib/paging";
import { query } from "@/lib/query";
import { VersionNumber, type ListVersions } from "@/lib/registry/inputs";
import { isNamed } from "@/lib/registry/names/keep-name";

export type ModelRow = typeof models.$inferSelect;
export type VersionRow = typeof versions.$inferSelect;
export type ModelAlias = { alias: string; version: number };
export type ModelRecord = ModelRow & { aliases: ModelAlias[] };
export type VersionRecord = VersionRow & { aliases: string[]; model: ModelRow };
export type StageChange = typeof stageChanges.$inferSelect;

export const findModel = query({
  permission: "model:read",
  run: async (ctx, name: string): Promise<ModelRecord | undefined> => {
    const [model] = await ctx.read
      .select()
      .from(models)
      .where(and(ctx.here(models), isNamed(name)));
    if (!model) return undefined;
    return { ...model, aliases: await aliasesOf(ctx, model.id) };
  },
});

export const getModel = query({
  permission: "model:read",
  run: async (ctx, name: string): Promise<ModelRecord> => {
    const model = await findModel(ctx, name);
    if (!model) throw noModel(name);
    return model;
  },
});

export const noModel = (name: string) =>
  new Refusal("missing", `Registered Model with name=${name} not found`);

export const noVersion = (name: string, version: number | string) =>
  new Refusal("missing", `Model Version (name=${name}, version=${version}) not found`);

export const aliasesOf = query({
  permission: "model:read",
  run: async ({ read, here }, modelId: string): Promise<ModelAlias[]> =>
    read
      .select({ alias: aliases.alias, version: aliases.version })
      .from(aliases)
      .where(and(here(aliases), eq(aliases.modelId, modelId)))
      .orderBy(asc(aliases.alias)),
});

export const findVersion = query({
  permission: "model:read",
  run: async (
    { read, here },
    name: string,
    version: number,
  ): Promise<VersionRecord | undefined> => {
    const [found] = await read
      .select(versionColumns)
      .from(versions)
      .innerJoin(models, modelOfVersion)
      .where(
        and(
          here(versions),
          isNamed(name),
          eq(versions.version, version),
          isNull(versions.deletedAt),
        ),
      );
    return found && versionRecord(found);
  },
});

export const getVersion = query({
  permission: "model:read",
  run: async (ctx, name: string, version: number): Promise<VersionRecord> => {
    const found = await findVersion(ctx, name, version);
    if (!found) throw noVersion(name, version);
    return found;
  },
});

export type VersionPage = { versions: VersionRecord[]; next: string | null };

/** A model's versions that are not deleted, newest first, by keyset. */
export const listVersions = query({
  permission: "model:read",
  run: async (
    { read, here },
    modelId: string,
    { cursor, limit }: Omit<ListVersions, "name">,
  ): Promise<VersionPage> => {
    const before = cursor === undefined ? undefined : numberIn(cursor);
    const rows = await read
      .select(versionColumns)
      .from(versions)
      .innerJoin(models, modelOfVersion)
      .where(
        and(
          here(versions),
          eq(versions.modelId, modelId),
          isNull(versions.deletedAt),
          before === undefined ? undefined : lt(versions.version, before),
        ),
      )
      .orderBy(desc(versions.version))
      .limit(limit + 1);
    const page = rows.slice(0, limit).map(versionRecord);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return { versions: page, next: last ? encodeCursor([last.version]) : null };
  },
});

function numberIn(cursor: string): number {
  const number = VersionNumber.safeParse(decodeCursor(cursor, 1).place[0]);
  if (!number.success) throw badCursor();
  return number.data;
}

/** How many versions a model has that are not deleted. */
export const countVersions = query({
  permission: "model:read",
  run: ({ read, here }, modelId: string): Promise<number> =>
    read.$count(
      versions,
      and(here(versions), eq(versions.modelId, modelId), isNull(versions.deletedAt)),
    ),
});

/** The version that serves; undefined when none is in production. */
export const servingVersion = query({
  permission: "model:read",
  run: async ({ read, here }, modelId: string): Promise<VersionRecord | undefined> => {
    const [found] = await read
      .select(versionColumns)
      .from(versions)
      .innerJoin(models, modelOfVersion)
      .where(
        and(
          here(versions),
          eq(versions.modelId, modelId),
          eq(versions.stage, "production"),
          isNull(versions.deletedAt),
        ),
      )
      .orderBy(desc(versions.stageSince), desc(versions.version))
      .limit(1);
    return found && versionRecord(found);
  },
});

/** Of a longer history the newest stand for it; the audit log has all. */
export const stageChangesShown = 200;

/** The newest stage changes of a model, or of one of its versions, newest first. */
export const listStageChanges = query({
  permission: "model:read",
  run: async ({ read, here }, modelId: string, version?: number): Promise<StageChange[]> =>
    read
      .select()
      .from(stageChanges)
      .where(
        and(
          here(stageChanges),
          eq(stageChanges.modelId, modelId),
          version === undefined ? undefined : eq(stageChanges.version, version),
        ),
      )
      .orderBy(desc(stageChanges.seq))
      .limit(stageChangesShown),
});

/** The versions a run made, for its page. */
export const versionsOfRun = query({
  permission: "model:read",
  run: async ({ read, here }, runId: string): Promise<VersionRecord[]> => {
    const rows = await read
      .select(versionColumns)
      .from(versions)
      .innerJoin(models, modelOfVersion)
      .where(
        and(
          here(versions),
          eq(versions.runId, runId),
          isNull(models.deletedAt),
          isNull(versions.deletedAt),
        ),
      )
      .orderBy(asc(models.name), desc(versions.version))
      .limit(200);
    return rows.map(versionRecord);
  },
});

export const modelOfVersion = and(
  eq(models.workspaceId, versions.workspaceId),
  eq(models.id, versions.modelId),
);

/** The aliases on a version row, by name. */
const aliasNames = sql<string[]>`array(
  select ${aliases.alias} from ${aliases}
  where ${aliases.workspaceId} = ${versions.workspaceId} and ${aliases.modelId} = ${versions.modelId}
    and ${aliases.version} = ${versions.version}
  order by 1)`.as("alias_names");

/** What a read of versions selects, and what it makes of a row. */
export const versionColumns = { version: versions, model: models, aliases: aliasNames };

export function versionRecord(row: {
  version: VersionRow;
  model: ModelRow;
  aliases: string[];
}): VersionRecord {
  return { ...row.version, model: row.model, aliases: row.aliases };
}
