import "server-only";
import { and, asc, eq, lte, sql } from "drizzle-orm";

import { failedReactions, followerCursors } from "@/drizzle/schema/jobs";
import { db } from "@/lib/db/client";
import { nextTry } from "@/lib/jobs/follow";

/*
 * Bookkeeping of the followers: how far each has read, and what it could not act on. Nobody decides here, so there is no
 * audit entry; what a follower does goes through commands, which record it.
 */

type Place = { workspaceId: string; follower: string };

export async function readCursor({ workspaceId, follower }: Place): Promise<number> {
  const [row] = await db
    .select({ seq: followerCursors.seq })
    .from(followerCursors)
    .where(
      and(eq(followerCursors.workspaceId, workspaceId), eq(followerCursors.follower, follower)),
    );
  return row?.seq ?? 0;
}

/** Only ever forwards, whoever else is at it. */
export async function moveCursor(place: Place, seq: number, now: Date): Promise<void> {
  await db
    .insert(followerCursors)
    .values({ ...place, seq, updatedAt: now })
    .onConflictDoUpdate({
      target: [followerCursors.workspaceId, followerCursors.follower],
      set: { seq: sql`greatest(${followerCursors.seq}, excluded.seq)`, updatedAt: now },
    });
}

/** Notes a failure; answers when it is tried again, or null when it waits for an admin now. */
export async function noteFailure(
  place: Place & { seq: number },
  fault: string,
  now: Date,
): Promise<Date | null> {
  const [known] = await db
    .select({ attempts: failedReactions.attempts })
    .from(failedReactions)
    .where(ofReaction(place));
  const attempts = (known?.attempts ?? 0) + 1;
  const nextAt = nextTry(attempts, now);
  const state = {
    status: nextAt ? ("waiting" as const) : ("parked" as const),
    attempts,
    fault,
    failedAt: now,
    nextAt,
  };
  await db
    .insert(failedReactions)
    .values({ ...place, ...state })
    .onConflictDoUpdate({
      target: [failedReactions.workspaceId, failedReactions.follower, failedReactions.seq],
      set: state,
    });
  return nextAt;
}

export async function forgetFailure(place: Place & { seq: number }): Promise<void> {
  await db.delete(failedReactions).where(ofReaction(place));
}

/** What is to be tried again by now, oldest first. */
export async function dueReactions({ workspaceId, follower }: Place, now: Date): Promise<number[]> {
  const rows = await db
    .select({ seq: failedReactions.seq })
    .from(failedReactions)
    .where(
      and(
        eq(failedReactions.workspaceId, workspaceId),
        eq(failedReactions.follower, follower),
        eq(failedReactions.status, "waiting"),
        lte(failedReactions.nextAt, now),
      ),
    )
    .orderBy(asc(failedReactions.seq))
    .limit(100);
  return rows.map(({ seq }) => seq);
}

export function ofReaction({ workspaceId, follower, seq }: Place & { seq: number }) {
  return and(
    eq(failedReactions.workspaceId, workspaceId),
    eq(failedReactions.follower, follower),
    eq(failedReactions.seq, seq),
  );
}
