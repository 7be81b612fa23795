import "server-only";
import { findHeadExport, type HeadExport } from "@/lib/audit/head-queries";
import type { ReactionFilter } from "@/lib/jobs/inputs";
import {
  countParked,
  listFollowers,
  listReactions,
  type FailedReaction,
  type FollowerState,
} from "@/lib/jobs/queries";
import { query } from "@/lib/query";
import { followers } from "@/lib/workspace/jobs";

export type Background = {
  followers: FollowerState[];
  parked: number;
  reactions: FailedReaction[];
  next: string | null;
  heads: HeadExport | null;
};

/** Whether background work keeps up, and what of it waits for somebody. */
export const backgroundScreen = query({
  permission: "job:read",
  run: async (ctx, asked: ReactionFilter): Promise<Background> => {
    const [states, { parked }, page, heads] = await Promise.all([
      followersOf(ctx),
      countParked(ctx),
      listReactions(ctx, asked),
      findHeadExport(ctx),
    ]);
    return { followers: states, parked, heads, ...page };
  },
});

/** How far each follower of the product is behind in this workspace. */
export const followersOf = query({
  permission: "job:read",
  run: (ctx): Promise<FollowerState[]> => listFollowers(ctx, followers),
});
