import "server-only";
import { failedReactions } from "@/drizzle/schema/jobs";
import type { WriteCtx } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { ofReaction } from "@/lib/jobs/cursors";

type FailedReaction = typeof failedReactions.$inferSelect;

/** Step: a reaction that failed, held until the command commits. Throws `missing`, also once it has worked. */
export async function lockReaction(
  { tx, workspaceId }: WriteCtx,
  { follower, seq }: { follower: string; seq: number },
): Promise<FailedReaction> {
  const [reaction] = await tx
    .select()
    .from(failedReactions)
    .where(ofReaction({ workspaceId, follower, seq }))
    .for("update");
  if (!reaction)
    throw new Refusal("missing", "There is no such failed reaction: it may have worked meanwhile.");
  return reaction;
}
