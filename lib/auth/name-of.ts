import "server-only";
import { eq } from "drizzle-orm";

import { users, workspaces } from "@/drizzle/schema/auth";
import type { WriteCtx } from "@/lib/command";

/** Step: what a member is called today. */
export async function nameOfMember(ctx: WriteCtx, userId: string): Promise<string> {
  const [user] = await ctx.tx.select({ name: users.name }).from(users).where(eq(users.id, userId));
  return user?.name ?? "";
}

/** Step: what this workspace is called today. */
export async function nameOfWorkspace(ctx: WriteCtx): Promise<string> {
  const [workspace] = await ctx.tx
    .select({ name: workspaces.name })
    .from(workspaces)
    .where(eq(workspaces.id, ctx.workspaceId));
  return workspace?.name ?? "";
}
