import "server-only";
import { and, asc, eq, gt, inArray, lte, sql } from "drizzle-orm";
import { z } from "zod";

import { auditEntries, auditHeads } from "@/drizzle/schema/audit";
import { isAction } from "@/lib/audit/actions";
import { parseBody } from "@/lib/audit/chain";
import { followTask } from "@/lib/audit/rules";
import type { Principal } from "@/lib/auth/rules";
import { db } from "@/lib/db/client";
import { Refusal } from "@/lib/errors";
import { addJob } from "@/lib/jobs/add-job";
import {
  dueReactions,
  forgetFailure,
  moveCursor,
  noteFailure,
  readCursor,
} from "@/lib/jobs/cursors";
import type { FollowedEntry, Follower } from "@/lib/jobs/follow";
import { jobActor } from "@/lib/jobs/job-actor";
import type { Task } from "@/lib/jobs/task";
import { log } from "@/lib/log";

const chunk = 100;
const forWorkspace = z.object({ workspaceId: z.uuid() });

/**
 * The task that lets every follower of a workspace go on from where it stands. An entry that is followed adds it in its
 * own transaction; each minute the clock adds it where somebody is behind, should a wake-up have been lost.
 */
export function following(followers: readonly Follower[], readClock = () => new Date()): Task {
  return {
    name: followTask,
    when: "* * * * *",
    run: async (payload, now) => {
      const one = forWorkspace.safeParse(payload);
      if (!one.success) return wakeThoseBehind(followers, now);
      for (const follower of followers) await goOn(one.data.workspaceId, follower, readClock);
      return undefined;
    },
  };
}

async function goOn(workspaceId: string, follower: Follower, clock: () => Date): Promise<void> {
  const place = { workspaceId, follower: follower.name };
  for (const seq of await dueReactions(place, clock())) {
    const [entry] = await entriesOf(workspaceId, follower, { from: seq, to: seq });
    if (entry) await react(workspaceId, follower, entry, clock);
    else await forgetFailure({ ...place, seq });
  }
  const head = await headOf(workspaceId);
  let at = await readCursor(place);
  while (at < head) {
    const entries = await entriesOf(workspaceId, follower, { from: at + 1, to: head });
    for (const entry of entries) {
      await react(workspaceId, follower, entry, clock);
      await moveCursor(place, entry.seq, clock());
    }
    at = entries.length < chunk ? head : (entries.at(-1)?.seq ?? head);
  }
  await moveCursor(place, head, clock());
}

/** One entry that cannot be acted on keeps no other from its turn: it is put aside and tried again later. */
async function react(
  workspaceId: string,
  follower: Follower,
  entry: FollowedEntry,
  clock: () => Date,
): Promise<void> {
  const reaction = { workspaceId, follower: follower.name, seq: entry.seq };
  try {
    await follower.run({ actor: jobActor(workspaceId, follower, entry.by), now: clock() }, entry);
    await forgetFailure(reaction);
  } catch (error) {
    log.error({ ...reaction, err: error }, "reaction failed");
    const fault = error instanceof Refusal ? error.message : "Something went wrong here.";
    const at = await noteFailure(reaction, fault, clock());
    const key = `${followTask}:${workspaceId}:again`;
    const queue = `${followTask}:${workspaceId}`;
    if (at) await addJob({ task: followTask, payload: { workspaceId }, queue, key, at });
  }
}

async function headOf(workspaceId: string): Promise<number> {
  const [head] = await db
    .select({ seq: auditHeads.seq })
    .from(auditHeads)
    .where(eq(auditHeads.workspaceId, workspaceId));
  return head?.seq ?? 0;
}

async function entriesOf(
  workspaceId: string,
  { on }: Follower,
  { from, to }: { from: number; to: number },
): Promise<FollowedEntry[]> {
  const rows = await db
    .select({
      seq: auditEntries.seq,
      at: auditEntries.at,
      action: auditEntries.action,
      subject: auditEntries.subject,
      body: auditEntries.body,
    })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.workspaceId, workspaceId),
        inArray(auditEntries.action, [...on]),
        gt(auditEntries.seq, from - 1),
        lte(auditEntries.seq, to),
      ),
    )
    .orderBy(asc(auditEntries.seq))
    .limit(chunk);
  return rows.flatMap(({ body, action, ...row }) => {
    const parsed = parseBody(body);
    const { before = {}, after = {}, actor = {} } = parsed ?? {};
    return isAction(action) ? [{ ...row, action, before, after, by: personOf(actor) }] : [];
  });
}

const person = z.object({ id: z.string(), name: z.string() });

function personOf(actor: Record<string, unknown>): Principal | null {
  return person.safeParse(actor["kind"] === "job" ? actor["for"] : actor).data ?? null;
}

async function wakeThoseBehind(followers: readonly Follower[], now: Date): Promise<void> {
  const behind = await db.execute<{ workspaceId: string }>(sql`
    select h.workspace_id as "workspaceId" from audit_heads h
    where exists (select from unnest(${sql.param(followers.map(({ name }) => name))}::text[]) f (name)
        left join follower_cursors c on c.workspace_id = h.workspace_id and c.follower = f.name
        where coalesce(c.seq, 0) < h.seq)
      or exists (select from failed_reactions r where r.workspace_id = h.workspace_id
        and r.status = 'waiting' and r.next_at <= ${now.toISOString()}::timestamptz)`);
  for (const { workspaceId } of behind)
    await addJob({
      task: followTask,
      payload: { workspaceId },
      queue: `${followTask}:${workspaceId}`,
      key: `${followTask}:${workspaceId}`,
    });
}
