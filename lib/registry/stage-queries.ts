import "server-only";
import { and, eq, isNull, ne } from "drizzle-orm";

import { versions } from "@/drizzle/schema/registry";
import type { WriteCtx } from "@/lib/command";
import type { Stage } from "@/lib/registry/rules";

/** A model's versions in a stage besides one; in production more than one only where stages were set by hand. */
export async function othersIn(
  ctx: WriteCtx,
  modelId: string,
  stage: Stage,
  except: number,
): Promise<number[]> {
  const rows = await ctx.tx
    .select({ version: versions.version })
    .from(versions)
    .where(
      and(
        eq(versions.workspaceId, ctx.workspaceId),
        eq(versions.modelId, modelId),
        eq(versions.stage, stage),
        ne(versions.version, except),
        isNull(versions.deletedAt),
      ),
    );
  return rows.map(({ version }) => version);
}
