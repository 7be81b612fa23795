import "server-only";
import { failedReactions } from "@/drizzle/schema/jobs";
import { followTask } from "@/lib/audit/rules";
import { command } from "@/lib/command";
import { addJob } from "@/lib/jobs/add-job";
import { ofReaction } from "@/lib/jobs/cursors";
import { ReactionId } from "@/lib/jobs/inputs";
import { lockReaction } from "@/lib/jobs/lock-reaction";

/** Lets a reaction be tried once more, at once. Attempts go on counting, so a parked one that fails again is parked. */
export const retryReaction = command({
  permission: "job:write",
  input: ReactionId,
  run: async (ctx, { follower, seq }) => {
    const { tx, workspaceId, now } = ctx;
    const { status, attempts, fault } = await lockReaction(ctx, { follower, seq });
    await tx
      .update(failedReactions)
      .set({ status: "waiting", nextAt: now })
      .where(ofReaction({ workspaceId, follower, seq }));
    const name = `${followTask}:${workspaceId}`;
    await addJob({ task: followTask, payload: { workspaceId }, queue: name, key: name }, tx);
    return {
      result: { follower, seq, status: "waiting" as const },
      audit: {
        action: "follower.retry",
        subject: `follower:${follower}/${seq}`,
        name: `${follower} at entry ${seq}`,
        before: { status },
        after: { attempts, fault, nextAt: now },
      },
    };
  },
});
