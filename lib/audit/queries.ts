import "server-only";
import { and, asc, desc, gt, inArray, lt, sql } from "drizzle-orm";

import { auditEntries } from "@/drizzle/schema/audit";
import { parseBody, type StoredEntry } from "@/lib/audit/chain";
import { conditions } from "@/lib/audit/filter-queries";
import type { AuditFilter } from "@/lib/audit/inputs";
import { listHeldNames } from "@/lib/audit/old-name-queries";
import { namesModel, oldSubject, type Held } from "@/lib/audit/old-names";
import { genesis } from "@/lib/audit/rules";
import { Refusal } from "@/lib/errors";
import { badCursor, decodeCursor, encodeCursor } from "@/lib/paging";
import { query } from "@/lib/query";

const stored = {
  seq: auditEntries.seq,
  at: auditEntries.at,
  actorKind: auditEntries.actorKind,
  actorId: auditEntries.actorId,
  actorName: auditEntries.actorName,
  action: auditEntries.action,
  subject: auditEntries.subject,
  name: auditEntries.name,
  body: auditEntries.body,
  hash: auditEntries.hash,
};

export type AuditRow = Omit<StoredEntry, "body"> & {
  /** The subject by its lasting id, also where the entry is from before it held one and the chain can tell. */
  about: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
};

/** Newest first, paged by the last sequence number seen. */
export const listAuditEntries = query({
  permission: "audit:read",
  run: async (
    ctx,
    filter: AuditFilter,
    page: { cursor?: string | undefined; limit: number },
  ): Promise<{ entries: AuditRow[]; next: string | null }> => {
    const before = page.cursor === undefined ? undefined : cursorSeq(page.cursor);
    const rows = await ctx.read
      .select(stored)
      .from(auditEntries)
      .where(
        and(
          ctx.here(auditEntries),
          ...(await conditions(ctx, filter)),
          before === undefined ? undefined : lt(auditEntries.seq, before),
        ),
      )
      .orderBy(desc(auditEntries.seq))
      .limit(page.limit + 1);
    const entries = rows.slice(0, page.limit);
    const last = entries.at(-1);
    const held = entries.some(namesModel) ? await listHeldNames(ctx) : [];
    return {
      entries: entries.map((entry) => readable(entry, held)),
      next: rows.length > page.limit && last ? encodeCursor([last.seq]) : null,
    };
  },
});

export type AuditDetail = AuditRow & { body: string; previousHash: string; keyId: string | null };

export const getAuditEntry = query({
  permission: "audit:read",
  run: async (ctx, seq: number): Promise<AuditDetail> => {
    const rows = await ctx.read
      .select(stored)
      .from(auditEntries)
      .where(and(ctx.here(auditEntries), inArray(auditEntries.seq, [seq - 1, seq])));
    const entry = rows.find((row) => row.seq === seq);
    if (!entry) throw new Refusal("missing", "There is no such entry.");
    const key = parseBody(entry.body)?.actor["key"];
    return {
      ...readable(entry, namesModel(entry) ? await listHeldNames(ctx) : []),
      body: entry.body,
      previousHash: seq === 1 ? genesis : (rows.find((row) => row.seq === seq - 1)?.hash ?? ""),
      keyId: typeof key === "string" ? key : null,
    };
  },
});

/** The actions this workspace has seen, by name: one index probe each, whatever the number of entries. */
export const listAuditActions = query({
  permission: "audit:read",
  run: async ({ read, here }): Promise<string[]> => {
    const { action } = auditEntries;
    const rows = await read.execute<{ action: string }>(sql`
      with recursive seen (action) as (
        (select ${action} from ${auditEntries} where ${here(auditEntries)}
          order by ${action} limit 1)
        union all
        select (select ${action} from ${auditEntries}
          where ${here(auditEntries)} and ${action} > seen.action
          order by ${action} limit 1)
        from seen where seen.action is not null
      )
      select action from seen where action is not null`);
    return rows.map((row) => row.action);
  },
});

/** In the order of the chain, from after `seq`: what verification and export walk. */
export const entriesAfter = query({
  permission: "audit:read",
  run: async (ctx, seq: number, limit: number, filter?: AuditFilter): Promise<StoredEntry[]> =>
    ctx.read
      .select(stored)
      .from(auditEntries)
      .where(
        and(
          ctx.here(auditEntries),
          ...(filter ? await conditions(ctx, filter) : []),
          gt(auditEntries.seq, seq),
        ),
      )
      .orderBy(asc(auditEntries.seq))
      .limit(limit),
});

function cursorSeq(cursor: string): number {
  const [seq] = decodeCursor(cursor, 1).place;
  if (typeof seq === "number" && Number.isSafeInteger(seq)) return seq;
  throw badCursor();
}

function readable({ body, ...entry }: StoredEntry, held: readonly Held[]): AuditRow {
  const { before = {}, after = {} } = parseBody(body) ?? {};
  const old = entry.name === null ? oldSubject(entry, held, after["name"] ?? before["name"]) : {};
  return { about: entry.subject, ...entry, ...old, before, after };
}
