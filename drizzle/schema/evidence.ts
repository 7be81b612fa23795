import { boolean, index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";

import { byteText, moment, workspaceId } from "./columns";

/**
 * What was found out about a subject at a moment: never changed, never deleted. A later record of the same kind takes
 * its place in what checks read.
 */
export const evidence = pgTable(
  "evidence",
  {
    workspaceId: workspaceId(),
    id: uuid("evidence_id").notNull(),
    /** `version:<model id>/<number>`, or what else a section reads. */
    subject: byteText("subject").notNull(),
    kind: byteText("kind").notNull(),
    /** SHA-256 of the content's canonical JSON. */
    digest: text("digest").notNull(),
    /** Which record, system or file it was read from. */
    source: text("source").notNull(),
    measuredAt: moment("measured_at").notNull(),
    expiresAt: moment("expires_at"),
    recordedAt: moment("recorded_at").notNull(),
    authorId: uuid("author_id"),
    authorName: text("author_name").notNull(),
    content: jsonb("content").$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index().on(t.workspaceId, t.subject, t.kind, t.recordedAt.desc().nullsFirst()),
  ],
);

/** Who had a hand in a subject, and when: who may decide about it rests on this. */
export const contributors = pgTable(
  "contributors",
  {
    workspaceId: workspaceId(),
    /** `run:<id>`, `logged_model:<id>`, `files:<path>`, `version:<model id>/<number>`. */
    subject: byteText("subject").notNull(),
    personId: uuid("person_id").notNull(),
    personName: text("person_name").notNull(),
    firstAt: moment("first_at").notNull(),
    lastAt: moment("last_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.subject, t.personId] })],
);

/** Subjects that somebody waits on; a fact about one of them adds a job for its watcher. */
export const evidenceWatches = pgTable(
  "evidence_watches",
  {
    workspaceId: workspaceId(),
    subject: byteText("subject").notNull(),
    /** `<kind>:<id>` of who waits, e.g. `gate:<id>`. */
    watcher: byteText("watcher").notNull(),
    /** Judged by the watcher, so that its contributors may not decide; else only compared with. */
    judged: boolean("judged").notNull().default(true),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.subject, t.watcher] }),
    index().on(t.workspaceId, t.watcher),
  ],
);
