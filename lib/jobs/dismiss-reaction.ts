import "server-only";
import { failedReactions } from "@/drizzle/schema/jobs";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { ofReaction } from "@/lib/jobs/cursors";
import { ReactionId } from "@/lib/jobs/inputs";
import { lockReaction } from "@/lib/jobs/lock-reaction";

/** Takes a parked reaction off the list: what should have followed the entry does not. */
export const dismissReaction = command({
  permission: "job:write",
  input: ReactionId,
  run: async (ctx, { follower, seq }) => {
    const { tx, workspaceId } = ctx;
    const { status, attempts, fault } = await lockReaction(ctx, { follower, seq });
    if (status !== "parked")
      throw new Refusal(
        "outdated",
        "This reaction is still being tried. Dismiss it once it is parked.",
      );
    await tx.delete(failedReactions).where(ofReaction({ workspaceId, follower, seq }));
    return {
      result: { follower, seq },
      audit: {
        action: "follower.dismiss",
        subject: `follower:${follower}/${seq}`,
        name: `${follower} at entry ${seq}`,
        before: { status, attempts, fault },
      },
    };
  },
});
