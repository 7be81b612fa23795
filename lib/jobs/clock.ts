import "server-only";
import { z } from "zod";

import { workspaces } from "@/drizzle/schema/auth";
import type { Permission } from "@/lib/auth/rules";
import { db } from "@/lib/db/client";
import { addJob } from "@/lib/jobs/add-job";
import { jobActor, type JobCtx } from "@/lib/jobs/job-actor";
import type { Task } from "@/lib/jobs/task";

type Clock = {
  name: string;
  when: string;
  may: readonly Permission[];
  run: (ctx: JobCtx) => Promise<unknown>;
};

const forWorkspace = z.object({ workspaceId: z.uuid() });

/**
 * Work that comes round in every workspace: the clock adds one job for each, so that one workspace's fault is tried
 * again alone and keeps no other from its turn.
 */
export function clock({ name, when, may, run }: Clock): Task {
  return {
    name,
    when,
    run: async (payload, now) => {
      const one = forWorkspace.safeParse(payload);
      if (one.success) return run({ actor: jobActor(one.data.workspaceId, { name, may }), now });
      for (const { id } of await db.select({ id: workspaces.id }).from(workspaces))
        await addJob({ task: name, payload: { workspaceId: id }, key: `${name}:${id}` });
      return undefined;
    },
  };
}
