import "server-only";
import { and, arrayContains, eq, ne } from "drizzle-orm";

import { memberships, workspaces } from "@/drizzle/schema/auth";
import type { Role } from "@/lib/auth/rules";
import type { WriteCtx } from "@/lib/command";
import { Refusal } from "@/lib/errors";

/** Serialises changes of who is admin, so that two admins cannot remove each other at once. */
export async function lockMembers(ctx: WriteCtx): Promise<void> {
  // NO KEY UPDATE leaves inserts that refer to the workspace free to go on.
  await ctx.tx
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(eq(workspaces.id, ctx.workspaceId))
    .for("no key update");
}

/** Step: nobody's roles or standing change until the transaction ends. */
export async function holdMembers(ctx: WriteCtx): Promise<void> {
  await ctx.tx
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(eq(workspaces.id, ctx.workspaceId))
    .for("share");
}

/** What a member may be now, which may be less than when the request began. Call under `holdMembers`. */
export async function rolesNow(ctx: WriteCtx, userId: string): Promise<Role[]> {
  const [member] = await ctx.tx
    .select({ roles: memberships.roles })
    .from(memberships)
    .where(
      and(
        eq(memberships.workspaceId, ctx.workspaceId),
        eq(memberships.userId, userId),
        eq(memberships.active, true),
      ),
    );
  return member?.roles ?? [];
}

/** Call under `lockMembers`. */
export async function isLastAdmin(ctx: WriteCtx, userId: string): Promise<boolean> {
  const admins = await ctx.tx
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(
      and(
        eq(memberships.workspaceId, ctx.workspaceId),
        ne(memberships.userId, userId),
        eq(memberships.active, true),
        arrayContains(memberships.roles, ["admin"]),
      ),
    )
    .limit(1);
  return admins.length === 0;
}

export async function refuseLastAdmin(ctx: WriteCtx, userId: string): Promise<void> {
  if (await isLastAdmin(ctx, userId))
    throw new Refusal(
      "forbidden",
      "This is the last active admin of the workspace. Make somebody else admin first.",
    );
}
