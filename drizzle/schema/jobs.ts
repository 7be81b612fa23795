import { sql } from "drizzle-orm";
import { bigint, index, integer, pgEnum, pgTable, primaryKey, text } from "drizzle-orm/pg-core";

import { reactionStates } from "@/lib/jobs/rules";

import { moment, workspaceId } from "./columns";

export const reactionStatusEnum = pgEnum("reaction_status", reactionStates);

/** How far each follower has read a workspace's chain. */
export const followerCursors = pgTable(
  "follower_cursors",
  {
    workspaceId: workspaceId(),
    follower: text("follower").notNull(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    updatedAt: moment("updated_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.follower] })],
);

/** Entries a follower could not act on: tried again later, and parked for the admin when that does not help. */
export const failedReactions = pgTable(
  "failed_reactions",
  {
    workspaceId: workspaceId(),
    follower: text("follower").notNull(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    status: reactionStatusEnum("status").notNull(),
    attempts: integer("attempts").notNull(),
    /** In a fixed form of words; the error itself is in the log under this moment. */
    fault: text("fault").notNull(),
    failedAt: moment("failed_at").notNull(),
    nextAt: moment("next_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.follower, t.seq] }),
    index("failed_reactions_due")
      .on(t.workspaceId, t.nextAt)
      .where(sql`status = 'waiting'`),
  ],
);
