import "server-only";
import { and, count, desc, eq, gt, inArray, min, sql, type SQL } from "drizzle-orm";

import { auditEntries } from "@/drizzle/schema/audit";
import { failedReactions, followerCursors } from "@/drizzle/schema/jobs";
import { plural } from "@/lib/format";
import type { Follower } from "@/lib/jobs/follow";
import type { ReactionFilter } from "@/lib/jobs/inputs";
import type { ReactionState } from "@/lib/jobs/rules";
import { badCursor, decodeCursor, encodeCursor } from "@/lib/paging";
import { pages, type Within } from "@/lib/paths";
import { query } from "@/lib/query";

export type FollowerState = {
  name: string;
  says: string;
  /** How many entries wait for it, and since when the oldest does. */
  behind: number;
  since: Date | null;
};

/** How far each follower is behind the chain: entries of other actions are nothing to it. */
export const listFollowers = query({
  permission: "job:read",
  run: async (
    { read, here },
    followers: readonly Pick<Follower, "name" | "says" | "on">[],
  ): Promise<FollowerState[]> => {
    const cursors = await read
      .select({ follower: followerCursors.follower, seq: followerCursors.seq })
      .from(followerCursors)
      .where(here(followerCursors));
    return Promise.all(
      followers.map(async ({ name, says, on }) => {
        const seq = cursors.find(({ follower }) => follower === name)?.seq ?? 0;
        const [waiting] = await read
          .select({ behind: count(), since: min(auditEntries.at) })
          .from(auditEntries)
          .where(
            and(
              here(auditEntries),
              inArray(auditEntries.action, [...on]),
              gt(auditEntries.seq, seq),
            ),
          );
        return { name, says, behind: waiting?.behind ?? 0, since: waiting?.since ?? null };
      }),
    );
  },
});

export type FailedReaction = {
  follower: string;
  /** The entry it could not act on, what was done there, and to what. */
  seq: number;
  action: string;
  subject: string;
  name: string | null;
  status: ReactionState;
  attempts: number;
  fault: string;
  failedAt: Date;
  nextAt: Date | null;
};

const about = and(
  eq(auditEntries.workspaceId, failedReactions.workspaceId),
  eq(auditEntries.seq, failedReactions.seq),
);

/** What followers could not act on, the newest entry first. */
export const listReactions = query({
  permission: "job:read",
  run: async (
    { read, here },
    { status, cursor, limit }: ReactionFilter,
  ): Promise<{ reactions: FailedReaction[]; next: string | null }> => {
    const rows = await read
      .select({
        follower: failedReactions.follower,
        seq: failedReactions.seq,
        action: auditEntries.action,
        subject: auditEntries.subject,
        name: auditEntries.name,
        status: failedReactions.status,
        attempts: failedReactions.attempts,
        fault: failedReactions.fault,
        failedAt: failedReactions.failedAt,
        nextAt: failedReactions.nextAt,
      })
      .from(failedReactions)
      .innerJoin(auditEntries, about)
      .where(
        and(
          here(failedReactions),
          status === "all" ? undefined : eq(failedReactions.status, status),
          cursor === undefined ? undefined : after(cursor),
        ),
      )
      .orderBy(desc(failedReactions.seq), desc(failedReactions.follower))
      .limit(limit + 1);
    const reactions = rows.slice(0, limit);
    const last = rows.length > limit ? reactions.at(-1) : undefined;
    return { reactions, next: last ? encodeCursor([last.seq, last.follower]) : null };
  },
});

function after(cursor: string): SQL {
  const [seq, follower] = decodeCursor(cursor, 2).place;
  if (!Number.isSafeInteger(seq) || typeof follower !== "string") throw badCursor();
  return sql`(${failedReactions.seq}, ${failedReactions.follower}) < (${seq}::bigint, ${follower})`;
}

export type JobRisk = {
  id: string;
  kind: "parked reaction";
  title: string;
  page: Within;
  since: Date;
};

/** What should have followed and has not, as one thing to look after. */
export const risksOf = query({
  permission: "job:read",
  run: async (ctx): Promise<JobRisk[]> => {
    const { parked, since } = await countParked(ctx);
    if (since === null) return [];
    const title = plural(parked, "reaction");
    return [{ id: "reactions", kind: "parked reaction", title, page: pages.background, since }];
  },
});

export type ParkedReactions = { parked: number; since: Date | null };

/** How many reactions wait for somebody to look after them, and since when. */
export const countParked = query({
  permission: "job:read",
  run: async ({ read, here }): Promise<ParkedReactions> => {
    const [row] = await read
      .select({ parked: count(), since: min(failedReactions.failedAt) })
      .from(failedReactions)
      .where(and(here(failedReactions), eq(failedReactions.status, "parked")));
    return { parked: row?.parked ?? 0, since: row?.since ?? null };
  },
});
