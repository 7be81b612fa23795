import "server-only";

/** Background work that comes round by the clock. */
export type Task = {
  name: string;
  /** When, as five cron fields in UTC. */
  when: string;
  run: (now: Date) => Promise<unknown>;
};
