import "server-only";
import type { Actor } from "@/lib/auth/rules";

export type TaskCtx = { actor: Actor; now: Date };

/** Background work that comes round by the clock. It runs once for each workspace, as that workspace's own actor. */
export type Task = {
  name: string;
  /** When, as five cron fields in UTC. */
  when: string;
  run: (ctx: TaskCtx) => Promise<unknown>;
};
