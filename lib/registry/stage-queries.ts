import "server-only";
import { and, eq, isNull, ne } from "drizzle-orm";

import { versions } from "@/drizzle/schema/registry";
import { query } from "@/lib/query";
import type { Stage } from "@/lib/registry/rules";

/** A model's versions in a stage besides one; in production more than one only where stages were set by hand. */
export const othersIn = query({
  permission: "model:read",
  run: async ({ read, here }, modelId: string, stage: Stage, except: number): Promise<number[]> => {
    const rows = await read
      .select({ version: versions.version })
      .from(versions)
      .where(
        and(
          here(versions),
          eq(versions.modelId, modelId),
          eq(versions.stage, stage),
          ne(versions.version, except),
          isNull(versions.deletedAt),
        ),
      );
    return rows.map(({ version }) => version);
  },
});
