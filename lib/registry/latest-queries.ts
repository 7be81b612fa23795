import "server-only";
import { and, desc, eq, inArray, isNull } from "drizzle-orm";

import { models, versions } from "@/drizzle/schema/registry";
import { requirePermission } from "@/lib/auth/permissions";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import { aliasNames, modelOfVersion, type VersionRecord } from "@/lib/registry/queries";

/** The newest version in each stage of each of these models. */
export async function latestVersions(
  ctx: ReadCtx,
  modelIds: readonly string[],
): Promise<VersionRecord[]> {
  requirePermission(ctx.actor, "model:read");
  if (modelIds.length === 0) return [];
  const rows = await (ctx.tx ?? db)
    .selectDistinctOn([versions.modelId, versions.stage], {
      version: versions,
      model: models,
      aliases: aliasNames,
    })
    .from(versions)
    .innerJoin(models, modelOfVersion)
    .where(
      and(
        eq(versions.workspaceId, ctx.actor.workspaceId),
        inArray(versions.modelId, [...modelIds]),
        isNull(versions.deletedAt),
      ),
    )
    .orderBy(versions.modelId, versions.stage, desc(versions.version));
  return rows.map((row) => ({ ...row.version, model: row.model, aliases: row.aliases }));
}
