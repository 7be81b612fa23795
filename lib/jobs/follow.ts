import type { AuditAction } from "@/lib/audit/actions";
import type { Permission, Principal } from "@/lib/auth/rules";
import type { JobCtx } from "@/lib/jobs/job-actor";

/** An entry of the chain as a follower reads it. */
export type FollowedEntry = {
  seq: number;
  at: Date;
  action: AuditAction;
  subject: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  /** The person behind it, also behind a key or a job. */
  by: Principal | null;
};

/**
 * This happened, therefore that. `run` is called for every entry of these actions, in the order of the chain, at least
 * once: it must do no harm when called again, and look at what is the case now rather than at what the entry says.
 */
export type Follower = {
  name: string;
  /** What it does, for whoever looks after background work. */
  says: string;
  on: readonly AuditAction[];
  may: readonly Permission[];
  run: (ctx: JobCtx, entry: FollowedEntry) => Promise<unknown>;
};

export function follow(follower: Follower): Follower {
  return follower;
}

const second = 1000;
const patience = 8;

/** When a reaction that failed this often is tried again: after 5 s, 10 s, 20 s … an hour; null parks it. */
export function nextTry(attempts: number, now: Date): Date | null {
  if (attempts >= patience) return null;
  return new Date(now.getTime() + Math.min(5 * second * 2 ** (attempts - 1), 3600 * second));
}
