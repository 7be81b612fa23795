import { sql } from "drizzle-orm";

import { db } from "@/lib/db/client";
import { tasks } from "@/lib/workspace/jobs";

/** Loses every job that waits for a workspace. */
export async function forget(workspaceId: string): Promise<void> {
  await db.execute(sql`select graphile_worker.remove_job(key)
    from graphile_worker._private_jobs where key like ${`%${workspaceId}%`}`);
}

/** The jobs that wait for a workspace, done as a worker does them; answers their tasks. */
export async function work(workspaceId: string): Promise<string[]> {
  const jobs = await db.execute<{ key: string; task: string }>(sql`
    select j.key, t.identifier as task from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    where j.key like ${`%${workspaceId}%`}`);
  for (const { key, task } of jobs) {
    await db.execute(sql`select graphile_worker.remove_job(${key})`);
    const watcher = key.split(`${workspaceId}:`)[1];
    const payload = { workspaceId, ...(watcher ? { watcher } : {}) };
    await tasks.find(({ name }) => name === task)?.run(payload, new Date());
  }
  return jobs.map(({ task }) => task);
}
