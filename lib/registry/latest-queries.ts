import "server-only";
import { and, desc, inArray, isNull } from "drizzle-orm";

import { models, versions } from "@/drizzle/schema/registry";
import { query } from "@/lib/query";
import {
  modelOfVersion,
  versionColumns,
  versionRecord,
  type VersionRecord,
} from "@/lib/registry/queries";

/** The newest version in each stage of each of these models. */
export const latestVersions = query({
  permission: "model:read",
  run: async ({ read, here }, modelIds: readonly string[]): Promise<VersionRecord[]> => {
    if (modelIds.length === 0) return [];
    const rows = await read
      .selectDistinctOn([versions.modelId, versions.stage], versionColumns)
      .from(versions)
      .innerJoin(models, modelOfVersion)
      .where(
        and(here(versions), inArray(versions.modelId, [...modelIds]), isNull(versions.deletedAt)),
      )
      .orderBy(versions.modelId, versions.stage, desc(versions.version));
    return rows.map(versionRecord);
  },
});
