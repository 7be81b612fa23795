import { sql } from "drizzle-orm";
import {
  bigint,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

import { byteText, moment, workspaceId } from "./columns";

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
    /** What the subject was called that day; null in entries from before they held it. */
    name: text("name"),
    body: text("body").notNull(),
    hash: text("hash").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.seq] }),
    index().on(t.workspaceId, t.subject, t.seq),
    index().on(t.workspaceId, t.action, t.seq),
    index().on(t.workspaceId, t.actorId, t.seq),
  ],
);

export const receiptKindEnum = pgEnum("receipt_kind", ["run_log", "artifact_put"]);

/**
 * One per batch of facts that was taken in, written by the statement that writes the facts. A seal is an entry of the
 * chain that holds the digest over all its receipts.
 */
export const receipts = pgTable(
  "receipts",
  {
    workspaceId: workspaceId(),
    id: uuid("receipt_id").notNull(),
    kind: receiptKindEnum("kind").notNull(),
    /** The sender's own id of the batch, by which it is taken once however often it is sent. */
    batch: byteText("batch"),
    subject: byteText("subject").notNull(),
    at: moment("at").notNull(),
    actorKind: text("actor_kind").notNull(),
    actorId: uuid("actor_id"),
    actorName: text("actor_name").notNull(),
    keyId: uuid("key_id"),
    accepted: integer("accepted").notNull(),
    refused: integer("refused").notNull(),
    /** SHA-256 of what was accepted. */
    digest: text("digest").notNull(),
    seal: uuid("seal"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("receipts_one_per_batch")
      .on(t.workspaceId, t.kind, t.batch)
      .where(sql`batch is not null`),
    index("receipts_unsealed")
      .on(t.workspaceId, t.id)
      .where(sql`seal is null`),
    index("receipts_of_seal")
      .on(t.workspaceId, t.seal)
      .where(sql`seal is not null`),
  ],
);

/** How far the signed heads outside the database reach, and what keeps them from going on. For people to see; the heads vouch for themselves. */
export const headExports = pgTable("head_exports", {
  workspaceId: workspaceId().primaryKey(),
  seq: bigint("seq", { mode: "number" }).notNull().default(0),
  /** When it was last tried with success. */
  at: moment("at"),
  fault: text("fault"),
  failedAt: moment("failed_at"),
});
