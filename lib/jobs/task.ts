/** Background work: what it does with a job's payload, and when it comes round by the clock. */
export type Task = {
  name: string;
  /** Five cron fields in UTC. Then it is run without a payload. */
  when?: string;
  run: (payload: unknown, now: Date) => Promise<unknown>;
};
