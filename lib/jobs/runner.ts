import "server-only";
import { Logger, run, type Runner, type TaskList } from "graphile-worker";

import { jobActors } from "@/lib/jobs/actors";
import type { Task } from "@/lib/jobs/task";
import { log } from "@/lib/log";

/** Takes jobs from the database until stopped. Several runners share the work: each job goes to one of them. */
export async function startRunner(tasks: readonly Task[], concurrency: number): Promise<Runner> {
  return run({
    connectionString: process.env["DATABASE_URL"] ?? "",
    concurrency,
    maxPoolSize: concurrency + 2,
    noHandleSignals: true,
    pollInterval: 5000,
    taskList: taskList(tasks),
    crontab: tasks.map(({ name, when }) => `${when} ${name} ?max=3`).join("\n"),
    logger: new Logger(({ taskIdentifier, jobId }) => (severity, message) => {
      const level: string = severity;
      if (level === "error") log.error({ task: taskIdentifier, job: jobId }, message);
      else if (level === "warning") log.warn({ task: taskIdentifier, job: jobId }, message);
      else log.debug({ task: taskIdentifier, job: jobId }, message);
    }),
  });
}

function taskList(tasks: readonly Task[]): TaskList {
  return Object.fromEntries(tasks.map((task) => [task.name, () => runEverywhere(task)]));
}

/** One workspace's fault does not keep the others from their turn; the job is then tried again as a whole. */
export async function runEverywhere(task: Task, now: Date = new Date()): Promise<void> {
  let failures = 0;
  for (const actor of await jobActors(task.name)) {
    try {
      await task.run({ actor, now });
    } catch (error) {
      failures += 1;
      log.error({ task: task.name, workspace: actor.workspaceId, err: error }, "task failed");
    }
  }
  if (failures > 0) throw new Error(`${task.name} failed in ${failures} workspaces.`);
}
