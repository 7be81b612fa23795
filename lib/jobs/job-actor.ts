import type { Actor, Permission, Principal } from "@/lib/auth/rules";

export type JobActor = Extract<Actor, { kind: "job" }>;
export type JobCtx = { actor: JobActor; now: Date };

/** What a job may is stated where it is defined; whom it acts for is whoever caused it, or nobody. */
export function jobActor(
  workspaceId: string,
  job: { name: string; may: readonly Permission[] },
  principal: Principal | null = null,
): JobActor {
  return { kind: "job", workspaceId, id: null, name: job.name, may: job.may, for: principal };
}
