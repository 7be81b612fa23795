import { sql } from "drizzle-orm";

import { receipts } from "@/drizzle/schema/audit";

/**
 * A receipt as its seal covers it: a JSON array in this order, in PostgreSQL's own spelling of JSON, moments in UTC to
 * the millisecond.
 */
const line = sql`json_build_array(${receipts.id}, ${receipts.kind}::text, ${receipts.batch},
  ${receipts.subject},
  to_char(${receipts.at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  ${receipts.actorKind}, ${receipts.actorId}, ${receipts.actorName}, ${receipts.keyId},
  ${receipts.accepted}, ${receipts.refused}, ${receipts.digest})::text`;

/** What a seal says of its receipts: how many, of how many facts, and SHA-256 over their lines in the order of ids. */
export const sealOver = {
  receipts: sql<number>`count(*)::int`,
  facts: sql<number>`coalesce(sum(${receipts.accepted}), 0)::float8`,
  digest: sql<string>`encode(sha256(convert_to(
    coalesce(string_agg(${line}, E'\n' order by ${receipts.id}), ''), 'UTF8')), 'hex')`,
};

export type Seal = { receipts: number; facts: number; digest: string };
