import "server-only";
import { and, eq, isNull, or, sql, type SQL } from "drizzle-orm";

import { formerNames, models } from "@/drizzle/schema/registry";
import type { WriteCtx } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { readableName } from "@/lib/readable-name";

/** The model that goes by a name: as it was written, or else as people read it. */
export function called(name: string): SQL {
  const read = readableName(name);
  if (read === name) return eq(models.name, name);
  return sql`${models.name} = coalesce((
    select exact.name from models exact where exact.workspace_id = ${models.workspaceId}
      and exact.name = ${name} and exact.deleted_at is null), ${read})`;
}

/** The model that a name stands for, by the name it has or else by one that was kept for it. */
export function isNamed(name: string): SQL | undefined {
  const read = readableName(name);
  const kept = sql`(${models.id} = (select f.model_id from ${formerNames} f
      where f.workspace_id = ${models.workspaceId} and f.name in (${name}, ${read})
      order by f.name = ${name} desc limit 1)
    and not exists (select from models live where live.workspace_id = ${models.workspaceId}
      and live.name in (${name}, ${read}) and live.deleted_at is null))`;
  return and(isNull(models.deletedAt), or(called(name), kept));
}

/** Step: throws `taken` where the name is, or was, another model's. */
export async function refuseTakenName(
  { tx, workspaceId }: WriteCtx,
  name: string,
  modelId?: string,
): Promise<void> {
  const [other] = await tx
    .select({ id: models.id })
    .from(models)
    .where(
      and(eq(models.workspaceId, workspaceId), eq(models.name, name), isNull(models.deletedAt)),
    );
  if (other && other.id !== modelId) throw nameTaken(name);
  const [former] = await tx
    .select({ id: models.id, now: models.name, deletedAt: models.deletedAt })
    .from(formerNames)
    .innerJoin(
      models,
      and(eq(models.workspaceId, formerNames.workspaceId), eq(models.id, formerNames.modelId)),
    )
    .where(and(eq(formerNames.workspaceId, workspaceId), eq(formerNames.name, name)));
  if (!former || former.id === modelId) return;
  throw new Refusal(
    "taken",
    former.deletedAt === null
      ? `Registered Model (name=${name}) already exists: it was renamed to ${former.now}, and its old name stays its own.`
      : `Registered Model (name=${name}) already exists: it was classified or served before it was deleted, so no other model may take its name.`,
  );
}

export const nameTaken = (name: string) =>
  new Refusal("taken", `Registered Model (name=${name}) already exists.`);

/** Step: the name stays this model's, so that whoever loads by it never gets another's versions. */
export async function keepName(
  { tx, workspaceId, now }: WriteCtx,
  { id, name }: { id: string; name: string },
): Promise<void> {
  await tx
    .insert(formerNames)
    .values({ workspaceId, name, modelId: id, until: now })
    .onConflictDoNothing();
}
