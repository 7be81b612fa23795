import "server-only";
import { sql } from "drizzle-orm";

import { followedActions } from "@/lib/audit/actions";
import { auditBody, changesNothing, followTask, genesis, type AuditEntry } from "@/lib/audit/rules";
import { readSubject } from "@/lib/audit/subjects";
import type { Actor } from "@/lib/auth/rules";
import type { Tx } from "@/lib/db/client";
import { prepared } from "@/lib/db/prepared";

/** An entry on its way to the chain, with who is answerable for it. */
export type Deed = { actor: Actor; now: Date; entry: AuditEntry };

/**
 * Appends to the chains as the last statements of the business transaction: each workspace's in the order of the deeds,
 * the workspaces in the order of their ids, so that no two transactions wait for each other's heads.
 */
export async function recordAll(tx: Tx, deeds: readonly Deed[]): Promise<void> {
  const byWorkspace = deeds.toSorted((a, b) =>
    a.actor.workspaceId < b.actor.workspaceId
      ? -1
      : Number(a.actor.workspaceId > b.actor.workspaceId),
  );
  for (const deed of byWorkspace) if (!changesNothing(deed.entry)) await record(tx, deed);
}

async function record(tx: Tx, { actor, now, entry }: Deed): Promise<void> {
  if (!readSubject(entry.subject)?.whole)
    throw new Error(`${entry.action}: "${entry.subject}" is no subject by a lasting id`);
  await append(tx, {
    workspaceId: actor.workspaceId,
    at: now.toISOString(),
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    action: entry.action,
    subject: entry.subject,
    name: entry.name,
    body: auditBody({ actor, now }, entry),
  });
  if (followedActions.some((action) => action === entry.action))
    await wake(tx, { workspaceId: actor.workspaceId });
}

type Values = {
  workspaceId: string;
  at: string;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  action: string;
  subject: string;
  name: string;
  body: string;
};

/**
 * The head's row lock orders the chain; hashing in the same statement (as `linkHash`) keeps that lock to one round trip
 * and the commit.
 */
const append = prepared<Values, object>(
  (of) => sql`
    with head as (
      insert into audit_heads as h (workspace_id, seq, hash)
      values (${of.workspaceId}, 1,
        encode(sha256(convert_to(${sql.raw(`'${genesis}'`)} || E'\n1\n' || ${of.body}::text, 'UTF8')), 'hex'))
      on conflict (workspace_id) do update set
        seq = h.seq + 1,
        hash = encode(sha256(convert_to(
          h.hash || E'\n' || (h.seq + 1)::text || E'\n' || ${of.body}::text, 'UTF8')), 'hex')
      returning seq, hash
    )
    insert into audit_entries
      (workspace_id, seq, at, actor_kind, actor_id, actor_name, action, subject, name, body, hash)
    select ${of.workspaceId}, head.seq, ${of.at}::timestamptz, ${of.actorKind}, ${of.actorId}::uuid,
      ${of.actorName}, ${of.action}, ${of.subject}, ${of.name}, ${of.body}::text, head.hash
    from head`,
);

/**
 * The job that lets the followers go on, once per workspace until it has run. A statement of its own: jobs are a local
 * table, and a cluster sends the one above to where the workspace lies.
 */
const wake = prepared<{ workspaceId: string }, object>(
  (of) => sql`
    select graphile_worker.add_job(${sql.raw(`'${followTask}'`)},
      json_build_object('workspaceId', ${of.workspaceId}::text),
      queue_name := 'follow:' || ${of.workspaceId}::text,
      job_key := 'follow:' || ${of.workspaceId}::text)`,
);
