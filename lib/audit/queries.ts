import "server-only";
import { and, asc, desc, eq, gt, gte, ilike, inArray, like, lt, lte, or, sql } from "drizzle-orm";

import { auditEntries } from "@/drizzle/schema/audit";
import { quietActions } from "@/lib/audit/actions";
import { parseBody, type StoredEntry } from "@/lib/audit/chain";
import type { AuditFilter } from "@/lib/audit/inputs";
import { genesis } from "@/lib/audit/rules";
import { containing } from "@/lib/db/like";
import { Refusal } from "@/lib/errors";
import { decodeCursor, encodeCursor } from "@/lib/paging";
import { query } from "@/lib/query";

const stored = {
  seq: auditEntries.seq,
  at: auditEntries.at,
  actorKind: auditEntries.actorKind,
  actorId: auditEntries.actorId,
  actorName: auditEntries.actorName,
  action: auditEntries.action,
  subject: auditEntries.subject,
  body: auditEntries.body,
  hash: auditEntries.hash,
};

export type AuditRow = Omit<StoredEntry, "body"> & {
  before: Record<string, unknown>;
  after: Record<string, unknown>;
};

/** Newest first, paged by the last sequence number seen. */
export const listAuditEntries = query({
  permission: "audit:read",
  run: async (
    { read, here },
    filter: AuditFilter,
    page: { cursor?: string | undefined; limit: number },
  ): Promise<{ entries: AuditRow[]; next: string | null }> => {
    const before = page.cursor === undefined ? undefined : cursorSeq(page.cursor);
    const rows = await read
      .select(stored)
      .from(auditEntries)
      .where(
        and(
          here(auditEntries),
          ...conditions(filter),
          before === undefined ? undefined : lt(auditEntries.seq, before),
        ),
      )
      .orderBy(desc(auditEntries.seq))
      .limit(page.limit + 1);
    const entries = rows.slice(0, page.limit);
    const last = entries.at(-1);
    return {
      entries: entries.map(readable),
      next: rows.length > page.limit && last ? encodeCursor([last.seq]) : null,
    };
  },
});

export type AuditDetail = StoredEntry & {
  previousHash: string;
  keyId: string | null;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
};

export const getAuditEntry = query({
  permission: "audit:read",
  run: async ({ read, here }, seq: number): Promise<AuditDetail> => {
    const rows = await read
      .select(stored)
      .from(auditEntries)
      .where(and(here(auditEntries), inArray(auditEntries.seq, [seq - 1, seq])));
    const entry = rows.find((row) => row.seq === seq);
    if (!entry) throw new Refusal("missing", "There is no such entry.");
    const body = parseBody(entry.body);
    const key = body?.actor["key"];
    return {
      ...entry,
      previousHash: seq === 1 ? genesis : (rows.find((row) => row.seq === seq - 1)?.hash ?? ""),
      keyId: typeof key === "string" ? key : null,
      before: body?.before ?? {},
      after: body?.after ?? {},
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
  run: async (
    { read, here },
    seq: number,
    limit: number,
    filter?: AuditFilter,
  ): Promise<StoredEntry[]> =>
    read
      .select(stored)
      .from(auditEntries)
      .where(
        and(here(auditEntries), ...(filter ? conditions(filter) : []), gt(auditEntries.seq, seq)),
      )
      .orderBy(asc(auditEntries.seq))
      .limit(limit),
});

function conditions(filter: AuditFilter) {
  const { actor, action, subject, from, to, logging } = filter;
  return [
    actor === undefined ? undefined : byActor(actor),
    action === undefined
      ? undefined
      : action.includes(".")
        ? eq(auditEntries.action, action)
        : like(auditEntries.action, `${action}.%`),
    subject === undefined
      ? undefined
      : or(
          eq(auditEntries.subject, subject),
          sql`starts_with(${auditEntries.subject}, ${subject})`,
        ),
    from === undefined ? undefined : gte(auditEntries.at, new Date(from)),
    to === undefined ? undefined : lte(auditEntries.at, endOf(to)),
    logging === "show" || isLogging(action) ? undefined : withoutLogging,
  ];
}

/** Written out, not as parameters, so that the planner sees it is the condition of the index for it. */
const withoutLogging = sql`${auditEntries.action} not in (${sql.raw(
  quietActions.map((action) => `'${action}'`).join(", "),
)})`;

function isLogging(action: string | undefined): boolean {
  return quietActions.some((quiet) => quiet === action);
}

function byActor(actor: string) {
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(actor)
    ? eq(auditEntries.actorId, actor)
    : ilike(auditEntries.actorName, containing(actor));
}

function endOf(moment: string): Date {
  return new Date(/^\d{4}-\d\d-\d\d$/.test(moment) ? `${moment}T23:59:59.999Z` : moment);
}

function cursorSeq(cursor: string): number {
  const [seq] = decodeCursor(cursor, 1);
  if (typeof seq === "number" && Number.isSafeInteger(seq)) return seq;
  throw new Refusal("invalid", "This page link is not valid. Start again from the first page.");
}

function readable({ body, ...entry }: StoredEntry): AuditRow {
  const parsed = parseBody(body);
  return { ...entry, before: parsed?.before ?? {}, after: parsed?.after ?? {} };
}
