import "server-only";
import { and, asc, eq, inArray, or, sql, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";

import { evidenceWatches } from "@/drizzle/schema/evidence";
import { gates } from "@/drizzle/schema/gates";
import { query } from "@/lib/query";

type Happened = { action: string; subject: string };

/** The open gates that rest on what an entry of the chain is about, the oldest first. */
export const gatesConcerned = query({
  permission: "gate:read",
  run: ({ read, here }, { action, subject }: Happened): Promise<{ id: string }[]> =>
    read
      .select({ id: gates.id })
      .from(gates)
      .where(
        and(
          here(gates),
          eq(gates.status, "open"),
          rests(here(evidenceWatches), action, subjectsOf(subject)),
        ),
      )
      .orderBy(asc(gates.openedAt)),
});

const decidedGate = alias(gates, "decided_gate");

/** Files and whole experiments may be under any number of gates: what is rare may look at all of them. */
function rests(here: SQL, action: string, subjects: readonly string[]): SQL | undefined {
  if (/^(artifact|experiment)\./.test(action)) return undefined;
  const watching = sql`exists (select from ${evidenceWatches} where ${here}
    and ${evidenceWatches.watcher} = 'gate:' || ${gates.id}
    and ${inArray(evidenceWatches.subject, [...subjects])})`;
  const decided = subjects.flatMap((subject) =>
    subject.startsWith("gate:") ? [subject.slice("gate:".length)] : [],
  );
  if (decided.length === 0) return watching;
  const other = sql`(select ${decidedGate.modelId} from ${gates} ${decidedGate}
    where ${decidedGate.workspaceId} = ${gates.workspaceId} and ${decidedGate.id} = ${decided[0]}::uuid)`;
  return or(watching, sql`${gates.modelId} = ${other}`);
}

/** A version's entry concerns its model too, whose other versions are compared with it. */
function subjectsOf(subject: string): string[] {
  const model = /^version:([^/]+)\//.exec(subject)?.[1];
  return [subject, ...(model === undefined ? [] : [`model:${model}`])];
}
