import { sql } from "drizzle-orm";
import { bigint, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";

import { moment, workspaceId } from "./columns";

/** The newest link of each workspace's chain; its row lock orders the chain. */
export const auditHeads = pgTable("audit_heads", {
  workspaceId: workspaceId().primaryKey(),
  seq: bigint("seq", { mode: "number" }).notNull(),
  hash: text("hash").notNull(),
});

/** `body` is the canonical JSON that was hashed; the other columns repeat parts of it for reading. */
export const auditEntries = pgTable(
  "audit_entries",
  {
    workspaceId: workspaceId(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    at: moment("at").notNull(),
    actorKind: text("actor_kind").notNull(),
    actorId: uuid("actor_id"),
    actorName: text("actor_name").notNull(),
    action: text("action").notNull(),
    subject: text("subject").notNull(),
    body: text("body").notNull(),
    hash: text("hash").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.seq] }),
    index().on(t.workspaceId, t.subject, t.seq),
    index().on(t.workspaceId, t.action, t.seq),
    index().on(t.workspaceId, t.actorId, t.seq),
    /** The log as it is first shown: without the entries that logging runs makes, which are nearly all. */
    index("audit_entries_shown")
      .on(t.workspaceId, t.seq)
      .where(sql`action not in ('run.log', 'artifact.put')`),
  ],
);
