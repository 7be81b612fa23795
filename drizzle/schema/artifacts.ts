import { bigint, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";

import { byteText, moment, workspaceId } from "./columns";

/** What lies at a path of the artifact store; the bytes are a blob on disk named by their sha256. */
export const artifacts = pgTable(
  "artifacts",
  {
    workspaceId: workspaceId(),
    path: byteText("path").notNull(),
    sha256: text("sha256").notNull(),
    size: bigint("size", { mode: "number" }).notNull(),
    createdAt: moment("created_at").notNull(),
    createdById: uuid("created_by_id"),
    createdByName: text("created_by_name").notNull().default(""),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.path] }), index().on(t.workspaceId, t.sha256)],
);

/** Folders whose files can no longer change, and for whom: what a gate has let pass stays as it was judged. */
export const artifactSeals = pgTable(
  "artifact_seals",
  {
    workspaceId: workspaceId(),
    folder: byteText("folder").notNull(),
    /** `version:<model id>/<number>` */
    subject: byteText("subject").notNull(),
    /** As a refusal names it: `version 3 of credit-default, which is in staging`. */
    says: text("says").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.folder, t.subject] }),
    index().on(t.workspaceId, t.subject),
  ],
);
