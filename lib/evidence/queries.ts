import "server-only";
import { and, asc, desc, eq, gte, lt, or, sql, type Column } from "drizzle-orm";

import { receipts } from "@/drizzle/schema/audit";
import { contributors, evidence, evidenceWatches } from "@/drizzle/schema/evidence";
import { among } from "@/lib/db/arrays";
import { query } from "@/lib/query";

export type Contributor = { id: string; name: string; firstAt: Date; lastAt: Date };

/** A file below a watched folder counts as the folder. */
const within = (subject: Column) => sql`(${subject} = ${evidenceWatches.subject}
  or (starts_with(${evidenceWatches.subject}, 'files:')
    and ${subject} >= ${evidenceWatches.subject} || '/'
    and ${subject} < ${evidenceWatches.subject} || '0'))`;

export const underWatch = within(contributors.subject);

/** Who waits on what these receipts are about. */
export const watchersOfSeal = query({
  permission: "evidence:read",
  run: async ({ read, here }, seal: string): Promise<string[]> => {
    const rows = await read
      .selectDistinct({ watcher: evidenceWatches.watcher })
      .from(evidenceWatches)
      .innerJoin(receipts, and(here(receipts), eq(receipts.seal, seal), within(receipts.subject)))
      .where(here(evidenceWatches));
    return rows.map(({ watcher }) => watcher);
  },
});

/** Everybody who had a hand in what this watcher judges, first contribution first. */
export const contributorsUnder = query({
  permission: "evidence:read",
  run: ({ read, here }, watcher: string): Promise<Contributor[]> =>
    read
      .select({
        id: contributors.personId,
        name: sql<string>`(array_agg(${contributors.personName} order by ${contributors.lastAt} desc))[1]`,
        firstAt: sql<Date>`min(${contributors.firstAt})`.mapWith(contributors.firstAt),
        lastAt: sql<Date>`max(${contributors.lastAt})`.mapWith(contributors.lastAt),
      })
      .from(evidenceWatches)
      .innerJoin(contributors, and(here(contributors), underWatch))
      .where(
        and(
          here(evidenceWatches),
          eq(evidenceWatches.watcher, watcher),
          eq(evidenceWatches.judged, true),
        ),
      )
      .groupBy(contributors.personId)
      .orderBy(asc(sql`min(${contributors.firstAt})`)),
});

/** The same for what nobody waits on yet, by the subjects a watcher would judge. */
export const contributorsOf = query({
  permission: "evidence:read",
  run: async ({ read, here }, subjects: readonly string[]): Promise<string[]> => {
    const rows = await read
      .selectDistinct({ id: contributors.personId })
      .from(contributors)
      .where(
        and(
          here(contributors),
          or(
            among(contributors.subject, subjects),
            ...subjects
              .filter((subject) => subject.startsWith("files:"))
              .map((folder) =>
                and(
                  gte(contributors.subject, `${folder}/`),
                  lt(contributors.subject, `${folder}0`),
                ),
              ),
          ),
        ),
      );
    return rows.map(({ id }) => id);
  },
});

export type EvidenceRecord = Omit<typeof evidence.$inferSelect, "workspaceId">;

/** Every record about a subject, newest first. */
export const listEvidence = query({
  permission: "evidence:read",
  run: ({ read, here }, subject: string): Promise<EvidenceRecord[]> =>
    read
      .select({
        id: evidence.id,
        subject: evidence.subject,
        kind: evidence.kind,
        digest: evidence.digest,
        source: evidence.source,
        measuredAt: evidence.measuredAt,
        expiresAt: evidence.expiresAt,
        recordedAt: evidence.recordedAt,
        authorId: evidence.authorId,
        authorName: evidence.authorName,
        content: evidence.content,
      })
      .from(evidence)
      .where(and(here(evidence), eq(evidence.subject, subject)))
      .orderBy(desc(evidence.recordedAt), desc(evidence.id))
      .limit(500),
});
