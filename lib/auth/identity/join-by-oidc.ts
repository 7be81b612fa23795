import "server-only";
import { and, eq } from "drizzle-orm";
import { z } from "zod";

import { memberships, users } from "@/drizzle/schema/auth";
import { isLastAdmin, lockMembers } from "@/lib/auth/keep-admin";
import { roles as allRoles, type Role } from "@/lib/auth/rules";
import { command, type WriteCtx } from "@/lib/command";
import { uuidv7 } from "@/lib/db/ids";
import { Refusal } from "@/lib/errors";

const input = z.object({
  /** The account to sign in to; null makes one. */
  userId: z.uuid().nullable(),
  subject: z.string().min(1),
  email: z.string().nullable(),
  name: z.string().min(1),
  roles: z.array(z.enum(allRoles)),
  /** Whether the claim replaces the roles of someone who is a member already. */
  claimDecides: z.boolean(),
});

/** Links or makes the account of someone the identity provider vouches for, and sets the roles their claim brings. */
export const joinByOidc = command({
  permission: "guest:join",
  input,
  run: async (ctx, asked) => {
    await lockMembers(ctx);
    const userId = await linkedUser(ctx, asked);
    const { before, after } = await setRoles(ctx, userId, asked.roles, asked.claimDecides);
    return {
      result: { userId },
      audit: {
        action: "member.sign_in_by_oidc",
        subject: `member:${userId}`,
        name: asked.name,
        before: { roles: before },
        after: { roles: after, linked: asked.userId === null ? "created" : "existing" },
      },
    };
  },
});

async function linkedUser(
  ctx: WriteCtx,
  { userId, subject, email, name }: z.output<typeof input>,
): Promise<string> {
  if (userId !== null) {
    await ctx.tx.update(users).set({ oidcSubject: subject }).where(eq(users.id, userId));
    return userId;
  }
  if (email === null) throw new Refusal("invalid", "A new account needs a verified address.");
  const id = uuidv7(ctx.now.getTime());
  const made = await ctx.tx
    .insert(users)
    .values({ id, email, name, oidcSubject: subject, createdAt: ctx.now })
    .onConflictDoNothing()
    .returning({ id: users.id });
  if (made.length === 0) throw new Refusal("outdated", "This account was made a moment ago.");
  return id;
}

async function setRoles(ctx: WriteCtx, userId: string, roles: Role[], claimDecides: boolean) {
  const { tx, workspaceId, now: createdAt } = ctx;
  const mine = and(eq(memberships.workspaceId, workspaceId), eq(memberships.userId, userId));
  const [member] = await tx.select({ roles: memberships.roles }).from(memberships).where(mine);
  if (!member) {
    if (roles.length > 0)
      await tx.insert(memberships).values({ workspaceId, userId, roles, createdAt });
    return { before: [], after: roles };
  }
  if (!claimDecides) return { before: member.roles, after: member.roles };
  const keepsAdmin =
    member.roles.includes("admin") && !roles.includes("admin") && (await isLastAdmin(ctx, userId));
  const after = keepsAdmin ? [...roles, "admin" as const] : roles;
  await tx.update(memberships).set({ roles: after }).where(mine);
  return { before: member.roles, after };
}
