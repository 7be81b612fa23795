import "server-only";
import { sql } from "drizzle-orm";

import { db, type Reader } from "@/lib/db/client";

type Job = {
  task: string;
  payload: object;
  /** Jobs of one queue take turns. */
  queue?: string;
  /** A second job of the same key takes the first one's place while that has not begun. */
  key: string;
  at?: Date;
};

/** Step: adds a job; inside a transaction it exists once that commits. */
export async function addJob(job: Job, reader: Reader = db): Promise<void> {
  await reader.execute(sql`
    select graphile_worker.add_job(${job.task}, ${JSON.stringify(job.payload)}::json,
      queue_name := ${job.queue ?? null}, run_at := ${job.at?.toISOString() ?? null}::timestamptz,
      job_key := ${job.key})`);
}
