import "server-only";
import { and, between, eq, gte, ilike, isNull, like, lte, or, sql, type SQL } from "drizzle-orm";

import { auditEntries } from "@/drizzle/schema/audit";
import { quietActions } from "@/lib/audit/actions";
import type { AuditFilter } from "@/lib/audit/inputs";
import { listHeldNames } from "@/lib/audit/old-name-queries";
import { readSubject } from "@/lib/audit/subjects";
import { containing } from "@/lib/db/like";
import type { QueryCtx } from "@/lib/query";

type Condition = SQL | undefined;

/** The entries that a filter asks for. */
export async function conditions(ctx: QueryCtx, filter: AuditFilter): Promise<Condition[]> {
  const { actor, action, subject, from, to, logging } = filter;
  return [
    actor === undefined ? undefined : byActor(actor),
    action === undefined
      ? undefined
      : action.includes(".")
        ? eq(auditEntries.action, action)
        : like(auditEntries.action, `${action}.%`),
    subject === undefined ? undefined : await bySubject(ctx, subject),
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

function byActor(actor: string): Condition {
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(actor)
    ? eq(auditEntries.actorId, actor)
    : ilike(auditEntries.actorName, containing(actor));
}

/** A whole `kind:id` finds one thing's entries; else the beginning of a subject, or part of what things were called. */
async function bySubject(ctx: QueryCtx, given: string): Promise<Condition> {
  const { subject, name } = auditEntries;
  const read = readSubject(given);
  if (read?.whole) return or(...(await byId(ctx, given, read)));
  if (read)
    return or(
      sql`starts_with(${subject}, ${given})`,
      and(sql`starts_with(${subject}, ${`${read.kind}:`})`, ilike(name, containing(read.id))),
    );
  return or(
    ilike(name, containing(given)),
    and(isNull(name), ilike(subject, `model:${containing(given)}`)),
    and(isNull(name), ilike(subject, `version:${containing(given)}`)),
  );
}

/**
 * By id, and what lies beneath a folder. Older entries called models and versions by name: they are this one's from when
 * it was registered under the name or given it, until it lost it, so that no other model of that name is among them.
 */
async function byId(
  ctx: QueryCtx,
  given: string,
  read: { kind: string; id: string },
): Promise<Condition[]> {
  const { subject, name, seq } = auditEntries;
  const exactly = [eq(subject, given), sql`starts_with(${subject}, ${`${given}/`})`];
  if (read.kind !== "model" && read.kind !== "version") return exactly;
  const [id, number] = read.id.split("/", 2);
  const held = (await listHeldNames(ctx)).filter((one) => one.id === id);
  const called = (one: string) => (number ? `version:${one}/${number}` : `model:${one}`);
  return [
    ...exactly,
    ...held.map((one) =>
      and(isNull(name), eq(subject, called(one.name)), between(seq, one.from, one.to)),
    ),
  ];
}

function endOf(moment: string): Date {
  return new Date(/^\d{4}-\d\d-\d\d$/.test(moment) ? `${moment}T23:59:59.999Z` : moment);
}
