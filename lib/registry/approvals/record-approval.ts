import "server-only";
import { approvals } from "@/drizzle/schema/registry";
import type { WriteCtx } from "@/lib/command";

export type Approval = Omit<typeof approvals.$inferInsert, "workspaceId" | "at">;

/** Step: a gate let the version in, on these bytes and these metrics. */
export async function recordApproval(ctx: WriteCtx, approval: Approval): Promise<void> {
  const { tx, workspaceId, now } = ctx;
  await tx.insert(approvals).values({ workspaceId, ...approval, at: now });
}
