import "server-only";
import { and, asc, desc, eq, ilike, isNull } from "drizzle-orm";

import { models, versions } from "@/drizzle/schema/registry";
import { containing } from "@/lib/db/like";
import { pages } from "@/lib/paths";
import { query, type QueryCtx } from "@/lib/query";
import { modelOfVersion } from "@/lib/registry/queries";

const shown = 5;
const numbered = /^(?<name>.*\S)[\s/@:]+v?(?<number>\d{1,9})$/iu;

/** Models by name, and versions by "name 3". */
export const findIn = query({
  permission: "model:read",
  run: async (ctx, text: string) => [
    ...(await versionsNamed(ctx, text)),
    ...(await modelsNamed(ctx, text)),
  ],
});

async function modelsNamed({ read, here }: QueryCtx, text: string) {
  const rows = await read
    .select({ name: models.name, owner: models.ownerName })
    .from(models)
    .where(and(here(models), isNull(models.deletedAt), ilike(models.name, containing(text))))
    .orderBy(asc(models.name))
    .limit(shown);
  return rows.map(({ name, owner }) => ({
    kind: "Model",
    title: name,
    detail: owner,
    path: pages.model(name),
  }));
}

async function versionsNamed({ read, here }: QueryCtx, text: string) {
  const asked = numbered.exec(text)?.groups;
  if (!asked) return [];
  const rows = await read
    .select({ model: models.name, version: versions.version, stage: versions.stage })
    .from(versions)
    .innerJoin(models, modelOfVersion)
    .where(
      and(
        here(versions),
        eq(versions.version, Number(asked["number"])),
        isNull(models.deletedAt),
        isNull(versions.deletedAt),
        ilike(models.name, containing(asked["name"] ?? "")),
      ),
    )
    .orderBy(desc(versions.createdAt))
    .limit(shown);
  return rows.map(({ model, version, stage }) => ({
    kind: "Version",
    title: `${model} version ${version}`,
    detail: stage,
    path: pages.version(model, version),
  }));
}

/** Whether anything was ever registered here. */
export const hasModels = query({
  permission: "model:read",
  run: async ({ read, here }): Promise<boolean> => {
    const rows = await read.select({ id: models.id }).from(models).where(here(models)).limit(1);
    return rows.length > 0;
  },
});
