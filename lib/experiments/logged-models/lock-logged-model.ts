import "server-only";
import { and, eq, isNull } from "drizzle-orm";

import { loggedModels } from "@/drizzle/schema/experiments";
import type { WriteCtx } from "@/lib/command";
import { loggedModelMissing } from "@/lib/experiments/logged-models/logged-model-queries";

/** Step: the logged model, held against concurrent change. Throws `missing`, also for a deleted one. */
export async function lockLoggedModel(
  ctx: WriteCtx,
  id: string,
): Promise<typeof loggedModels.$inferSelect> {
  const [model] = await ctx.tx
    .select()
    .from(loggedModels)
    .where(
      and(
        eq(loggedModels.workspaceId, ctx.workspaceId),
        eq(loggedModels.id, id),
        isNull(loggedModels.deletedAt),
      ),
    )
    .for("no key update");
  if (!model) throw loggedModelMissing(id);
  return model;
}
