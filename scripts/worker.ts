import { setTimeout } from "node:timers/promises";

import { sqlClient } from "@/lib/db/client";
import { ping } from "@/lib/db/ping";
import { startRunner } from "@/lib/jobs/runner";
import { log } from "@/lib/log";
import { checkSettings, settings } from "@/lib/settings";
import { tasks } from "@/lib/workspace/jobs";

checkSettings();

// a worker may be up before the database, or outlive its restart
while (!(await ping())) await setTimeout(500);
const runner = await startRunner(tasks, settings().workerConcurrency);
log.debug({ tasks: tasks.map(({ name }) => name) }, "worker ready");
let stopping = false;
for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.once(signal, () => {
    stopping = true;
    void runner.stop();
  });
try {
  await runner.promise;
} catch (error) {
  log.warn({ err: error }, "worker stopped");
}
await sqlClient.end({ timeout: 5 });
process.exit(stopping ? 0 : 1);
