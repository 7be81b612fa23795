import "server-only";
import { and, eq, isNull, ne, sql } from "drizzle-orm";

import { artifacts } from "@/drizzle/schema/artifacts";
import { models, versions } from "@/drizzle/schema/registry";
import { under } from "@/lib/artifacts/queries";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import { Refusal } from "@/lib/errors";

/** A path is free for a file when no folder is there and no file is on the way to it. */
export async function refuseClash(ctx: ReadCtx, path: string): Promise<void> {
  const reader = ctx.tx ?? db;
  const [inside] = await reader
    .select({ path: artifacts.path })
    .from(artifacts)
    .where(under(ctx.actor.workspaceId, path))
    .limit(1);
  if (inside) throw new Refusal("invalid", `'${path}' is a folder.`);
  const parts = path.split("/");
  const above = parts.slice(1).map((_, at) => parts.slice(0, at + 1).join("/"));
  if (above.length === 0) return;
  const [blocking] = await reader
    .select({ path: artifacts.path })
    .from(artifacts)
    .where(
      and(
        eq(artifacts.workspaceId, ctx.actor.workspaceId),
        sql`${artifacts.path} in (${sql.join(
          above.map((one) => sql`${one}`),
          sql`, `,
        )})`,
      ),
    )
    .limit(1);
  if (blocking) throw new Refusal("invalid", `'${blocking.path}' is a file, not a folder.`);
}

/** What a gate has let pass stays as it was judged: files of a version beyond experimental are sealed. */
export async function refuseSealed(ctx: ReadCtx, path: string): Promise<void> {
  const [sealed] = await (ctx.tx ?? db)
    .select({ name: models.name, version: versions.version, stage: versions.stage })
    .from(versions)
    .innerJoin(
      models,
      and(eq(models.workspaceId, versions.workspaceId), eq(models.id, versions.modelId)),
    )
    .where(
      and(
        eq(versions.workspaceId, ctx.actor.workspaceId),
        ne(versions.stage, "experimental"),
        isNull(versions.deletedAt),
        sql`(${versions.artifactPath} = ${path}
          or starts_with(${path}, ${versions.artifactPath} || '/')
          or starts_with(${versions.artifactPath}, ${`${path}/`}))`,
      ),
    )
    .limit(1);
  if (sealed)
    throw new Refusal(
      "forbidden",
      `These files belong to version ${sealed.version} of ${sealed.name}, which is in ${sealed.stage}: they can no longer change.`,
    );
}
