import "server-only";
import { and, isNotNull, isNull, ne, or } from "drizzle-orm";

import { models, versions } from "@/drizzle/schema/registry";
import { query } from "@/lib/query";
import { modelOfVersion } from "@/lib/registry/queries";

/** Versions that somebody may load: beyond experimental and not retired; and those whose damage is on record. */
export const offeredVersions = query({
  permission: "model:read",
  run: ({ read, here }) =>
    read
      .select({
        modelId: versions.modelId,
        name: models.name,
        version: versions.version,
        artifactPath: versions.artifactPath,
        damage: versions.damage,
      })
      .from(versions)
      .innerJoin(models, modelOfVersion)
      .where(
        and(
          here(versions),
          isNull(versions.deletedAt),
          isNull(models.deletedAt),
          isNotNull(versions.artifactPath),
          or(
            and(ne(versions.stage, "experimental"), ne(versions.stage, "retired")),
            isNotNull(versions.damage),
          ),
        ),
      ),
});
