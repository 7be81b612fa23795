import "server-only";
import { createHash } from "node:crypto";

import { sql, type Placeholder, type SQL } from "drizzle-orm";
import type { z } from "zod";

import type { receiptKindEnum } from "@/drizzle/schema/audit";
import { requirePermission } from "@/lib/auth/permissions";
import { byWhom, type Actor, type Permission } from "@/lib/auth/rules";
import { parse } from "@/lib/command";
import { textArray } from "@/lib/db/arrays";
import type { Tx } from "@/lib/db/client";
import { asRefusal } from "@/lib/db/faults";
import { uuidv7 } from "@/lib/db/ids";
import { prepared } from "@/lib/db/prepared";
import { toItsEnd } from "@/lib/db/request-scope";
import { twice } from "@/lib/db/twice";
import { wakeWatcher } from "@/lib/evidence/wake-watcher";

/** Facts have no deeds to join, so an intake inside a command takes the transaction alone. */
export type TakeCtx = { actor: Actor; now: Date; tx?: Tx | undefined };

/** A row that was not taken, by its place in the batch. */
export type RowFault = { row: number; fault: string };

/** What of a batch is taken, and what its receipt says of it. */
export type Judged<Accepted> = {
  accepted: Accepted;
  refused?: readonly RowFault[];
  /** How many facts were accepted. */
  count: number;
  /** What the facts are about: contributors are kept by it. The first stands on the receipt. */
  subjects: readonly [string, ...string[]];
  /** Whose watchers are woken, where that is more than the subjects: a file's folders, for one. */
  moves?: readonly string[];
  /** The sender's own id of this batch; sent again it changes nothing. */
  batch?: string | undefined;
  /** What the receipt's digest is made over. */
  content: readonly string[];
};

export type IntakeCtx = TakeCtx & { workspaceId: string; taking: Taking };

type Taking = {
  receiptId: string;
  kind: (typeof receiptKindEnum.enumValues)[number];
  judged: Judged<unknown>;
};

declare const stored: unique symbol;
/** Only a `storing` statement makes one, so no fact can be taken without it. */
export type Receipt = { id: string; refused: readonly RowFault[]; [stored]: true };

type Spec<Schema extends z.ZodType, Accepted, Result> = {
  kind: Taking["kind"];
  permission: Permission;
  input: Schema;
  /** The verdict on each row. Throws where one bad row refuses the whole batch. */
  judge: (input: z.output<Schema>, asked: { actor: Actor; now: Date }) => Judged<Accepted>;
  /** Returning the receipt is part of the type, so no write can forget it. */
  run: (ctx: IntakeCtx, accepted: Accepted) => Promise<{ result: Result; receipt: Receipt }>;
};

export type Intake<Input, Result> = {
  (ctx: TakeCtx, input: Input): Promise<Result>;
  schema?: z.ZodType;
};

/**
 * The way to take facts in: permission, then a verdict per row, then one statement that writes what was accepted with
 * its receipt. Nothing goes on the chain; a job seals the receipts into it.
 */
export function intake<Schema extends z.ZodType, Accepted, Result>(
  spec: Spec<Schema, Accepted, Result>,
): Intake<z.input<Schema>, Result> {
  const judge = ({ actor, now }: TakeCtx, input: z.input<Schema>) => {
    requirePermission(actor, spec.permission);
    return spec.judge(parse(spec.input, input), { actor, now });
  };
  const take = async ({ actor, now, tx }: TakeCtx, judged: Judged<Accepted>): Promise<Result> => {
    const taking = { receiptId: uuidv7(now.getTime()), kind: spec.kind, judged };
    const { workspaceId } = actor;
    const asked = { actor, now, workspaceId, taking, ...(tx ? { tx } : {}) };
    const write = async () => (await spec.run(asked, judged.accepted)).result;
    if (tx) return write();
    try {
      return await toItsEnd(() => twice(write));
    } catch (error) {
      throw asRefusal(error);
    }
  };
  // nothing is awaited here, so what came in is let go while the database answers
  const run = async (ctx: TakeCtx, input: z.input<Schema>) => take(ctx, judge(ctx, input));
  return Object.assign(run, { schema: spec.input });
}

/** The values every such statement has: `ws` is the workspace, `now` the moment. */
type Common = {
  ws: string;
  now: string;
  receiptId: string;
  kind: string;
  batch: string | null;
  subject: string;
  subjects: string;
  moves: string;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  keyId: string | null;
  personId: string | null;
  personName: string;
  count: number;
  refused: number;
  digest: string;
};

type Parts = {
  /** CTEs that find what is there, such as `run as (select …)`. */
  given: SQL;
  /** When anything may be written, as a FROM clause: `from run where run.lifecycle = 'active'`. */
  when: SQL;
  /** CTEs that write. Each selects from `receipt` as well: without a receipt nothing is written. */
  writes: SQL;
  /** What is answered, as the columns and source of a SELECT; one row. */
  answer: SQL;
};

type Named<Values> = { [Name in keyof (Values & Common) & string]: Placeholder<Name> };

/** What a `storing` statement answers; `row` is undefined where its source has none. */
type Stored<Row> = { row: Row | undefined; taken: boolean; receipt: Receipt };

/** `taken` is the receipt's id, null where nothing was; `watchers` wait on what the facts are about. */
type Outcome = { taken: string | null; watchers: string[] };

/**
 * One statement that takes facts in: what it writes, the receipt, who contributed. Whoever watches what the facts are
 * about is woken before they are acknowledged; should the process die in between, sealing the receipt wakes them.
 */
export function storing<Values extends Record<string, unknown>, Row extends object>(
  make: (of: Named<Values>) => Parts,
): (ctx: IntakeCtx, values: Values) => Promise<Stored<Row>> {
  const statement = prepared<Values & Common, Row & Outcome>((of) => whole(of, make(of)));
  return async ({ tx, taking, ...ctx }, values) => {
    const [row] = await statement(tx, { ...values, ...common({ ...ctx, taking }) });
    for (const watcher of row?.watchers ?? []) await wakeWatcher(ctx.workspaceId, watcher, tx);
    const receipt = { id: taking.receiptId, refused: taking.judged.refused ?? [] };
    return {
      row,
      taken: row?.taken !== null && row !== undefined,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place that makes them
      receipt: receipt as unknown as Receipt,
    };
  };
}

function common({ actor, now, workspaceId, taking }: Omit<IntakeCtx, "tx">): Common {
  const { kind, receiptId, judged } = taking;
  const person = byWhom(actor);
  const digest = createHash("sha256");
  for (const part of judged.content) digest.update(part, "utf8").update("\n");
  return {
    ws: workspaceId,
    now: now.toISOString(),
    receiptId,
    kind,
    batch: judged.batch ?? null,
    subject: judged.subjects[0],
    subjects: textArray(judged.subjects),
    moves: textArray(judged.moves ?? judged.subjects),
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    keyId: actor.kind === "machine" ? actor.keyId : null,
    personId: person.id,
    personName: person.name,
    count: judged.count,
    refused: judged.refused?.length ?? 0,
    digest: digest.digest("hex"),
  };
}

/**
 * A person's row is renewed once a minute at most, so that a training run does not write it with every step. It is
 * looked up as a value, by its key: as an anti-join all of the person's rows could be read each time.
 */
function whole(of: Named<Common>, { given, when, writes, answer }: Parts): SQL {
  return sql`with ${given}, receipt as (
      insert into receipts (workspace_id, receipt_id, kind, batch, subject, at, actor_kind,
        actor_id, actor_name, key_id, accepted, refused, digest)
      select ${of.ws}::uuid, ${of.receiptId}::uuid, ${of.kind}::receipt_kind, ${of.batch},
        ${of.subject}, ${of.now}::timestamptz, ${of.actorKind}, ${of.actorId}::uuid,
        ${of.actorName}, ${of.keyId}::uuid, ${of.count}::int, ${of.refused}::int, ${of.digest}
      ${when}
      on conflict do nothing
      returning receipt_id
    ), ${writes}, contributed as (
      insert into contributors
        (workspace_id, subject, person_id, person_name, first_at, last_at)
      select ${of.ws}::uuid, s.subject, ${of.personId}::uuid, ${of.personName},
        ${of.now}::timestamptz, ${of.now}::timestamptz
      from receipt, unnest(${of.subjects}::text::text[]) as s (subject)
      where ${of.personId}::uuid is not null and coalesce((
        select c.last_at from contributors c
        where c.workspace_id = ${of.ws}::uuid and c.subject = s.subject
          and c.person_id = ${of.personId}::uuid), '-infinity')
        < ${of.now}::timestamptz - interval '1 minute'
      on conflict (workspace_id, subject, person_id) do update set last_at = excluded.last_at
    )
    select (select receipt_id::text from receipt) as taken,
      (select coalesce(json_agg(distinct w.watcher), '[]') from receipt, evidence_watches w
        where w.workspace_id = ${of.ws}::uuid
          and w.subject = any(${of.moves}::text::text[])) as watchers,
      ${answer}`;
}
