import "server-only";
import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";

import { aliases, models, stageChanges, versions } from "@/drizzle/schema/registry";
import { requirePermission } from "@/lib/auth/permissions";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import { Refusal } from "@/lib/errors";

export type ModelRow = typeof models.$inferSelect;
export type VersionRow = typeof versions.$inferSelect;
export type ModelAlias = { alias: string; version: number };
export type ModelRecord = ModelRow & { aliases: ModelAlias[] };
export type VersionRecord = VersionRow & { aliases: string[]; model: ModelRow };
export type StageChange = typeof stageChanges.$inferSelect;

export async function findModel(ctx: ReadCtx, name: string): Promise<ModelRecord | undefined> {
  requirePermission(ctx.actor, "model:read");
  const reader = ctx.tx ?? db;
  const { workspaceId } = ctx.actor;
  const [model] = await reader
    .select()
    .from(models)
    .where(
      and(eq(models.workspaceId, workspaceId), eq(models.name, name), isNull(models.deletedAt)),
    );
  if (!model) return undefined;
  return { ...model, aliases: await aliasesOf(ctx, model.id) };
}

export async function getModel(ctx: ReadCtx, name: string): Promise<ModelRecord> {
  const model = await findModel(ctx, name);
  if (!model) throw noModel(name);
  return model;
}

export const noModel = (name: string) =>
  new Refusal("missing", `Registered Model with name=${name} not found`);

export const noVersion = (name: string, version: number | string) =>
  new Refusal("missing", `Model Version (name=${name}, version=${version}) not found`);

export async function aliasesOf(ctx: ReadCtx, modelId: string): Promise<ModelAlias[]> {
  requirePermission(ctx.actor, "model:read");
  return (ctx.tx ?? db)
    .select({ alias: aliases.alias, version: aliases.version })
    .from(aliases)
    .where(and(eq(aliases.workspaceId, ctx.actor.workspaceId), eq(aliases.modelId, modelId)))
    .orderBy(asc(aliases.alias));
}

export async function findVersion(
  ctx: ReadCtx,
  name: string,
  version: number,
): Promise<VersionRecord | undefined> {
  requirePermission(ctx.actor, "model:read");
  const [found] = await (ctx.tx ?? db)
    .select({ version: versions, model: models, aliases: aliasNames })
    .from(versions)
    .innerJoin(models, modelOfVersion)
    .where(
      and(
        eq(versions.workspaceId, ctx.actor.workspaceId),
        eq(models.name, name),
        eq(versions.version, version),
        isNull(models.deletedAt),
        isNull(versions.deletedAt),
      ),
    );
  return found && { ...found.version, model: found.model, aliases: found.aliases };
}

export async function getVersion(
  ctx: ReadCtx,
  name: string,
  version: number,
): Promise<VersionRecord> {
  const found = await findVersion(ctx, name, version);
  if (!found) throw noVersion(name, version);
  return found;
}

/** All versions of a model that are not deleted, newest first. */
export async function listVersions(ctx: ReadCtx, modelId: string): Promise<VersionRecord[]> {
  requirePermission(ctx.actor, "model:read");
  const rows = await (ctx.tx ?? db)
    .select({ version: versions, model: models, aliases: aliasNames })
    .from(versions)
    .innerJoin(models, modelOfVersion)
    .where(
      and(
        eq(versions.workspaceId, ctx.actor.workspaceId),
        eq(versions.modelId, modelId),
        isNull(versions.deletedAt),
      ),
    )
    .orderBy(desc(versions.version))
    .limit(1000);
  return rows.map((row) => ({ ...row.version, model: row.model, aliases: row.aliases }));
}

/** The version that serves; undefined when none is in production. */
export async function productionVersion(
  ctx: ReadCtx,
  modelId: string,
): Promise<VersionRecord | undefined> {
  requirePermission(ctx.actor, "model:read");
  const [found] = await (ctx.tx ?? db)
    .select({ version: versions, model: models, aliases: aliasNames })
    .from(versions)
    .innerJoin(models, modelOfVersion)
    .where(
      and(
        eq(versions.workspaceId, ctx.actor.workspaceId),
        eq(versions.modelId, modelId),
        eq(versions.stage, "production"),
        isNull(versions.deletedAt),
      ),
    )
    .orderBy(desc(versions.stageSince), desc(versions.version))
    .limit(1);
  return found && { ...found.version, model: found.model, aliases: found.aliases };
}

/** Stage changes of a model, or of one of its versions, newest first. */
export async function listStageChanges(
  ctx: ReadCtx,
  modelId: string,
  version?: number,
): Promise<StageChange[]> {
  requirePermission(ctx.actor, "model:read");
  return (ctx.tx ?? db)
    .select()
    .from(stageChanges)
    .where(
      and(
        eq(stageChanges.workspaceId, ctx.actor.workspaceId),
        eq(stageChanges.modelId, modelId),
        version === undefined ? undefined : eq(stageChanges.version, version),
      ),
    )
    .orderBy(desc(stageChanges.at), desc(stageChanges.id))
    .limit(200);
}

/** The versions a run made, for its page. */
export async function versionsOfRun(ctx: ReadCtx, runId: string): Promise<VersionRecord[]> {
  requirePermission(ctx.actor, "model:read");
  const rows = await (ctx.tx ?? db)
    .select({ version: versions, model: models, aliases: aliasNames })
    .from(versions)
    .innerJoin(models, modelOfVersion)
    .where(
      and(
        eq(versions.workspaceId, ctx.actor.workspaceId),
        eq(versions.runId, runId),
        isNull(models.deletedAt),
        isNull(versions.deletedAt),
      ),
    )
    .orderBy(asc(models.name), desc(versions.version))
    .limit(200);
  return rows.map((row) => ({ ...row.version, model: row.model, aliases: row.aliases }));
}

export const modelOfVersion = and(
  eq(models.workspaceId, versions.workspaceId),
  eq(models.id, versions.modelId),
);

/** The aliases on a version row, by name. */
export const aliasNames = sql<string[]>`array(
  select ${aliases.alias} from ${aliases}
  where ${aliases.workspaceId} = ${versions.workspaceId} and ${aliases.modelId} = ${versions.modelId}
    and ${aliases.version} = ${versions.version}
  order by 1)`.as("alias_names");
