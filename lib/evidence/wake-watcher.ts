import "server-only";
import type { Tx } from "@/lib/db/client";
import { evidenceTask } from "@/lib/evidence/rules";
import { addJob } from "@/lib/jobs/add-job";

/** Adds the job that tells a watcher that what it waits on has moved; once, until that job has run. */
export async function wakeWatcher(workspaceId: string, watcher: string, tx?: Tx): Promise<void> {
  await addJob(
    {
      task: evidenceTask,
      payload: { workspaceId, watcher },
      queue: `follow:${workspaceId}`,
      key: `${evidenceTask}:${workspaceId}:${watcher}`,
    },
    tx,
  );
}
