import "server-only";
import { and, desc, eq } from "drizzle-orm";

import { evidence } from "@/drizzle/schema/evidence";
import { section } from "@/lib/evidence/section";
import { query } from "@/lib/query";

/** The newest record of each kind about a version: what other tools, systems and modules found out about it. */
export const recordsSection = section({
  name: "records",
  schema: "map<string, dyn>",
  absent: {},
  gather: async (ctx, { model, version }) => {
    const now = ctx.now ?? new Date();
    const all = await latestRecords(ctx, `version:${model.id}/${version}`);
    // what has run out counts as missing, and no older record takes its place
    const records = all.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
    const [newest] = records.toSorted((a, b) => b.measuredAt.getTime() - a.measuredAt.getTime());
    if (!newest) return null;
    return {
      value: Object.fromEntries(records.map(({ kind, ...record }) => [kind, asRead(record)])),
      source: `evidence:${newest.id}`,
      measuredAt: newest.measuredAt,
    };
  },
});

type EvidenceRecord = Omit<typeof evidence.$inferSelect, "workspaceId" | "subject">;

/** Its facts by name; what is known of the record itself begins with an underscore. */
function asRead(record: Omit<EvidenceRecord, "kind">): Record<string, unknown> {
  const { content, id, digest, source, measuredAt, expiresAt, authorName } = record;
  return {
    ...content,
    _id: id,
    _digest: digest,
    _source: source,
    _author: authorName,
    _measured_at: measuredAt.toISOString(),
    _expires_at: expiresAt?.toISOString() ?? "",
  };
}

const columns = {
  id: evidence.id,
  kind: evidence.kind,
  digest: evidence.digest,
  source: evidence.source,
  measuredAt: evidence.measuredAt,
  expiresAt: evidence.expiresAt,
  recordedAt: evidence.recordedAt,
  authorId: evidence.authorId,
  authorName: evidence.authorName,
  content: evidence.content,
};

const latestRecords = query({
  permission: "evidence:read",
  run: ({ read, here }, subject: string) =>
    read
      .selectDistinctOn([evidence.kind], columns)
      .from(evidence)
      .where(and(here(evidence), eq(evidence.subject, subject)))
      .orderBy(evidence.kind, desc(evidence.recordedAt), desc(evidence.id)),
});
