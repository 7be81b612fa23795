import "server-only";
import { Logger, run, type Runner, type TaskList } from "graphile-worker";

import type { Task } from "@/lib/jobs/task";
import { log } from "@/lib/log";
import { settings } from "@/lib/settings";

/** Takes jobs from the database until stopped. Several runners share the work: each job goes to one of them. */
export async function startRunner(tasks: readonly Task[], concurrency: number): Promise<Runner> {
  return run({
    connectionString: settings().databaseUrl ?? "",
    concurrency,
    maxPoolSize: concurrency + 2,
    noHandleSignals: true,
    pollInterval: 2000,
    taskList: taskList(tasks),
    crontab: tasks.flatMap(({ name, when }) => (when ? [`${when} ${name} ?max=3`] : [])).join("\n"),
    logger: new Logger(({ taskIdentifier, jobId }) => (severity, message) => {
      const level: string = severity;
      if (level === "error") log.error({ task: taskIdentifier, job: jobId }, message);
      else if (level === "warning") log.warn({ task: taskIdentifier, job: jobId }, message);
      else log.debug({ task: taskIdentifier, job: jobId }, message);
    }),
  });
}

function taskList(tasks: readonly Task[]): TaskList {
  return Object.fromEntries(
    tasks.map((task) => [
      task.name,
      async (payload: unknown) => void (await task.run(payload, new Date())),
    ]),
  );
}
