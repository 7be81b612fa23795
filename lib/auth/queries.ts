import "server-only";
import { and, asc, desc, eq, gt, isNull, sql } from "drizzle-orm";

import { apiKeys, invitations, memberships, users } from "@/drizzle/schema/auth";
import { requirePermission } from "@/lib/auth/permissions";
import { may, type Role, type Scope } from "@/lib/auth/rules";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import { Refusal } from "@/lib/errors";

export type Member = {
  id: string;
  name: string;
  email: string;
  roles: Role[];
  active: boolean;
  joinedAt: Date;
  signsInWith: "password" | "single sign-on" | "both" | "neither";
};

/** Everybody in the workspace, active people first. Bounded by the size of a team, so it has no pages. */
export async function listMembers(ctx: ReadCtx): Promise<Member[]> {
  requirePermission(ctx.actor, "member:read");
  const rows = await (ctx.tx ?? db)
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      roles: memberships.roles,
      active: memberships.active,
      joinedAt: memberships.createdAt,
      password: sql<boolean>`${users.passwordHash} is not null`,
      oidc: sql<boolean>`${users.oidcSubject} is not null`,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(memberships.workspaceId, ctx.actor.workspaceId))
    .orderBy(desc(memberships.active), asc(users.name), asc(users.id))
    .limit(1000);
  return rows.map(({ password, oidc, ...member }) => ({
    ...member,
    signsInWith: password
      ? oidc
        ? ("both" as const)
        : ("password" as const)
      : oidc
        ? ("single sign-on" as const)
        : ("neither" as const),
  }));
}

export async function getMember(ctx: ReadCtx, userId: string): Promise<Member> {
  const member = (await listMembers(ctx)).find(({ id }) => id === userId);
  if (!member) throw new Refusal("missing", "There is no such member.");
  return member;
}

export type Invitation = {
  id: string;
  email: string;
  roles: Role[];
  invitedByName: string;
  createdAt: Date;
  expiresAt: Date;
};

/** Invitations that can still be accepted, newest first. */
export async function listInvitations(ctx: ReadCtx & { now: Date }): Promise<Invitation[]> {
  requirePermission(ctx.actor, "member:write");
  return (ctx.tx ?? db)
    .select({
      id: invitations.id,
      email: invitations.email,
      roles: invitations.roles,
      invitedByName: users.name,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .innerJoin(users, eq(users.id, invitations.invitedById))
    .where(
      and(
        eq(invitations.workspaceId, ctx.actor.workspaceId),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
        gt(invitations.expiresAt, ctx.now),
      ),
    )
    .orderBy(desc(invitations.createdAt))
    .limit(500);
}

export type ApiKey = {
  id: string;
  name: string;
  hint: string;
  ownerId: string;
  ownerName: string;
  scopes: Scope[];
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  status: "active" | "revoked" | "expired";
};

/** One's own keys; an admin sees everybody's. Never the secrets: they are not stored. */
export async function listKeys(ctx: ReadCtx & { now: Date }): Promise<ApiKey[]> {
  const { actor, now } = ctx;
  requirePermission(actor, "member:read");
  if (actor.id === null) return [];
  const all = may(actor, "member:write");
  const rows = await (ctx.tx ?? db)
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      hint: apiKeys.hint,
      ownerId: apiKeys.ownerId,
      ownerName: users.name,
      scopes: apiKeys.scopes,
      createdAt: apiKeys.createdAt,
      expiresAt: apiKeys.expiresAt,
      lastUsedAt: apiKeys.lastUsedAt,
      revokedAt: apiKeys.revokedAt,
    })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.ownerId))
    .where(
      and(
        eq(apiKeys.workspaceId, actor.workspaceId),
        all ? undefined : eq(apiKeys.ownerId, actor.id),
      ),
    )
    .orderBy(desc(apiKeys.createdAt))
    .limit(500);
  return rows.map(({ revokedAt, ...key }) => ({
    ...key,
    status: revokedAt ? "revoked" : key.expiresAt && key.expiresAt <= now ? "expired" : "active",
  }));
}
