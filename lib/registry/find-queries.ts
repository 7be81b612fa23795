import "server-only";
import { and, asc, desc, eq, ilike, isNull } from "drizzle-orm";

import { models, versions } from "@/drizzle/schema/registry";
import { containing } from "@/lib/db/like";
import { query } from "@/lib/query";

const shown = 5;
const numbered = /^(?<name>.*\S)[\s/@:]+v?(?<number>\d{1,9})$/iu;

/** Models whose name contains the text. */
export const findModelsNamed = query({
  permission: "model:read",
  run: async ({ read, here }, text: string) =>
    read
      .select({ name: models.name, owner: models.ownerName })
      .from(models)
      .where(and(here(models), isNull(models.deletedAt), ilike(models.name, containing(text))))
      .orderBy(asc(models.name))
      .limit(shown),
});

/** Versions by "name 3": none unless a number is asked for. */
export const findVersionsNamed = query({
  permission: "model:read",
  run: async ({ read, here }, text: string) => {
    const asked = numbered.exec(text)?.groups;
    if (!asked) return [];
    return read
      .select({ model: models.name, version: versions.version, stage: versions.stage })
      .from(versions)
      .innerJoin(
        models,
        and(eq(models.workspaceId, versions.workspaceId), eq(models.id, versions.modelId)),
      )
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
  },
});
