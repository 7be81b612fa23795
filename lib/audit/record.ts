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
 * the workspaces in the order of their ids, so that no two transactions wait for each other's heads. Throws before it
 * sends anything, and sends everything before it waits, so that the COMMIT may follow at once.
 */
export function recordAll(tx: Tx, deeds: readonly Deed[]): Promise<unknown> {
  const entries = deeds
    .filter(({ entry }) => !changesNothing(entry))
    .toSorted(({ actor: a }, { actor: b }) =>
      a.workspaceId < b.workspaceId ? -1 : Number(a.workspaceId > b.workspaceId),
    )
    .map(valuesOf);
  return Promise.all(entries.map((values) => record(tx, values)));
}

function valuesOf({ actor, now, entry }: Deed): Values {
  if (!readSubject(entry.subject)?.whole)
    throw new Error(`${entry.action}: "${entry.subject}" is no subject by a lasting id`);
  const values = {
    workspaceId: actor.workspaceId,
    at: now.toISOString(),
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    action: entry.action,
    subject: entry.subject,
    name: entry.name,
    body: auditBody({ actor, now }, entry),
  };
  for (const [name, value] of Object.entries(values))
    if (value === undefined) throw new Error(`${entry.action}: its entry has no ${name}`);
  return values;
}

function record(tx: Tx, values: Values): Promise<unknown> {
  const { workspaceId, action } = values;
  const appended = append(tx, values);
  const followed = followedActions.some((each) => each === action);
  return followed ? Promise.all([appended, wake(tx, { workspaceId })]) : appended;
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
