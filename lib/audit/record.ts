import "server-only";
import { sql } from "drizzle-orm";

import { auditBody, genesis, type AuditEntry } from "@/lib/audit/rules";
import type { Actor } from "@/lib/auth/rules";
import type { Tx } from "@/lib/db/client";
import { executePrepared } from "@/lib/db/prepared";

/**
 * Appends to the workspace's chain as the last statement of the business transaction. The head's row lock orders
 * the chain; hashing in the same statement (as `linkHash`) keeps that lock to one round trip and the commit.
 */
export async function record(
  tx: Tx,
  by: { actor: Actor; now: Date },
  entry: AuditEntry,
): Promise<void> {
  const { actor, now } = by;
  const body = auditBody(by, entry);
  await executePrepared(
    tx,
    sql`
    with head as (
      insert into audit_heads as h (workspace_id, seq, hash)
      values (${actor.workspaceId}, 1,
        encode(sha256(convert_to(${genesis}::text || E'\n1\n' || ${body}::text, 'UTF8')), 'hex'))
      on conflict (workspace_id) do update set
        seq = h.seq + 1,
        hash = encode(sha256(convert_to(
          h.hash || E'\n' || (h.seq + 1)::text || E'\n' || ${body}::text, 'UTF8')), 'hex')
      returning seq, hash
    )
    insert into audit_entries
      (workspace_id, seq, at, actor_kind, actor_id, actor_name, action, subject, body, hash)
    select ${actor.workspaceId}, head.seq, ${now.toISOString()}::timestamptz, ${actor.kind},
      ${actor.id}::uuid, ${actor.name}, ${entry.action}, ${entry.subject}, ${body}, head.hash
    from head`,
  );
}
