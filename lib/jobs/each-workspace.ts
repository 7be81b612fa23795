import "server-only";
import { asc } from "drizzle-orm";

import { workspaces } from "@/drizzle/schema/auth";
import type { Actor } from "@/lib/auth/rules";
import { db } from "@/lib/db/client";
import { log } from "@/lib/log";

export type JobCtx = { actor: Extract<Actor, { kind: "job" }>; now: Date };

/**
 * Does the work once for each workspace, as that workspace's own background actor. One workspace's fault does not
 * keep the others from their turn; the job is then tried again as a whole.
 */
export function eachWorkspace(name: string, work: (ctx: JobCtx) => Promise<unknown>) {
  return async (now: Date): Promise<void> => {
    const rows = await db
      .select({ id: workspaces.id })
      .from(workspaces)
      .orderBy(asc(workspaces.id));
    let failures = 0;
    for (const { id } of rows) {
      try {
        await work({ actor: { kind: "job", workspaceId: id, id: null, name }, now });
      } catch (error) {
        failures += 1;
        log.error({ task: name, workspace: id, err: error }, "task failed");
      }
    }
    if (failures > 0)
      throw new Error(`${name} failed in ${failures} of ${rows.length} workspaces.`);
  };
}
