import "server-only";
import { and, asc, desc, eq, gt, isNull, sql } from "drizzle-orm";

import { apiKeys, invitations, memberships, users } from "@/drizzle/schema/auth";
import { may, type KeyState, type Role, type Scope } from "@/lib/auth/rules";
import { Refusal } from "@/lib/errors";
import { query } from "@/lib/query";

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
export const listMembers = query({
  permission: "member:read",
  run: async ({ read, here }): Promise<Member[]> => {
    const rows = await read
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
      .where(here(memberships))
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
  },
});

export const getMember = query({
  permission: "member:read",
  run: async (ctx, userId: string): Promise<Member> => {
    const member = (await listMembers(ctx)).find(({ id }) => id === userId);
    if (!member) throw new Refusal("missing", "There is no such member.");
    return member;
  },
});

export type Invitation = {
  id: string;
  email: string;
  roles: Role[];
  invitedByName: string;
  createdAt: Date;
  expiresAt: Date;
};

/** Invitations that can still be accepted, newest first. */
export const listInvitations = query({
  permission: "member:write",
  run: async ({ read, here, now }): Promise<Invitation[]> =>
    read
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
          here(invitations),
          isNull(invitations.acceptedAt),
          isNull(invitations.revokedAt),
          gt(invitations.expiresAt, now),
        ),
      )
      .orderBy(desc(invitations.createdAt))
      .limit(500),
});

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
  status: KeyState;
};

/** One's own keys; an admin sees everybody's. Never the secrets: they are not stored. */
export const listKeys = query({
  permission: "member:read",
  run: async ({ actor, read, here, now }): Promise<ApiKey[]> => {
    if (actor.id === null) return [];
    const all = may(actor, "member:write");
    const rows = await read
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
      .where(and(here(apiKeys), all ? undefined : eq(apiKeys.ownerId, actor.id)))
      .orderBy(desc(apiKeys.createdAt))
      .limit(500);
    return rows.map(({ revokedAt, ...key }) => ({
      ...key,
      status: revokedAt ? "revoked" : key.expiresAt && key.expiresAt <= now ? "expired" : "active",
    }));
  },
});
