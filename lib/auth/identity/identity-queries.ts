import "server-only";
import { eq } from "drizzle-orm";

import { users } from "@/drizzle/schema/auth";
import type { Role, Scope } from "@/lib/auth/rules";
import { db, sqlClient, type Reader } from "@/lib/db/client";
import { onceMore } from "@/lib/db/once-more";

export type Workspace = { id: string; slug: string; name: string };
export type SignedInUser = { id: string; name: string; email: string };

/*
 * These reads establish who is asking, so they alone take no actor. They run on every request, hence as statements
 * postgres.js prepares once per connection: one round trip instead of drizzle's two.
 */

export type KeyHolder = {
  keyId: string;
  keyName: string;
  ownerId: string;
  ownerName: string;
  slug: string;
  roles: Role[];
  scopes: Scope[];
  active: boolean;
  revoked: boolean;
  expired: boolean;
};

export async function findKeyHolder(
  key: { workspaceId: string; secretHash: string },
  now: Date,
): Promise<KeyHolder | undefined> {
  const [row] = await onceMore(
    () => sqlClient<KeyHolder[]>`
    select k.id as "keyId", k.name as "keyName", u.id as "ownerId", u.name as "ownerName", w.slug,
      m.roles::text[] as roles, k.scopes::text[] as scopes,
      m.active and cardinality(m.roles) > 0 as active,
      k.revoked_at is not null as revoked,
      coalesce(k.expires_at <= ${now.toISOString()}::timestamptz, false) as expired
    from api_keys k
    join memberships m on m.workspace_id = k.workspace_id and m.user_id = k.owner_id
    join users u on u.id = k.owner_id
    join workspaces w on w.id = k.workspace_id
    where k.workspace_id = ${key.workspaceId}::uuid and k.secret_hash = ${key.secretHash}`,
  );
  return row;
}

type SessionName = { userId: string; epoch: number; sid?: string | null };

export type SessionHolder = SignedInUser & {
  workspace: Workspace | null;
  roles: Role[];
};

/** The person a session belongs to and, when they are an active member, the workspace. */
export async function findSessionHolder(
  session: SessionName,
  workspace: string,
): Promise<SessionHolder | undefined> {
  type Row = SignedInUser & {
    workspaceId: string | null;
    slug: string | null;
    workspaceName: string | null;
    roles: Role[] | null;
  };
  const [row] = await onceMore(
    () => sqlClient<Row[]>`
    select u.id, u.name, u.email, w.id as "workspaceId", w.slug, w.name as "workspaceName",
      m.roles::text[] as roles
    from users u
    left join (memberships m join workspaces w on w.id = m.workspace_id)
      on m.user_id = u.id and m.active and cardinality(m.roles) > 0 and w.slug = ${workspace}
    where u.id = ${session.userId}::uuid and u.session_epoch = ${session.epoch}
      and not exists (select from ended_sessions e where e.id = ${session.sid ?? null}::uuid)`,
  );
  if (!row) return undefined;
  const { id, name, email, workspaceId, workspaceName } = row;
  if (workspaceId === null || row.slug === null || workspaceName === null)
    return { id, name, email, workspace: null, roles: [] };
  return {
    id,
    name,
    email,
    workspace: { id: workspaceId, slug: row.slug, name: workspaceName },
    roles: row.roles ?? [],
  };
}

export async function findSessionUser(session: SessionName): Promise<SignedInUser | undefined> {
  const [row] = await onceMore(
    () => sqlClient<SignedInUser[]>`
    select id, name, email from users
    where id = ${session.userId}::uuid and session_epoch = ${session.epoch}
      and not exists (select from ended_sessions e where e.id = ${session.sid ?? null}::uuid)`,
  );
  return row;
}

/** The workspaces a person may enter, by name. */
export async function listWorkspacesOf(
  userId: string,
): Promise<(Workspace & { active: boolean })[]> {
  return onceMore(
    () => sqlClient<(Workspace & { active: boolean })[]>`
    select w.id, w.slug, w.name, m.active and cardinality(m.roles) > 0 as active
    from memberships m join workspaces w on w.id = m.workspace_id
    where m.user_id = ${userId}::uuid
    order by w.name, w.id`,
  );
}

export type Account = SignedInUser & {
  passwordHash: string | null;
  oidcSubject: string | null;
  sessionEpoch: number;
};

const account = {
  id: users.id,
  name: users.name,
  email: users.email,
  passwordHash: users.passwordHash,
  oidcSubject: users.oidcSubject,
  sessionEpoch: users.sessionEpoch,
};

export async function findAccountByEmail(
  email: string,
  reader: Reader = db,
): Promise<Account | undefined> {
  const [row] = await reader.select(account).from(users).where(eq(users.email, email));
  return row;
}

export async function findAccountBySubject(
  subject: string,
  reader: Reader = db,
): Promise<Account | undefined> {
  const [row] = await reader.select(account).from(users).where(eq(users.oidcSubject, subject));
  return row;
}

export async function findAccount(id: string, reader: Reader = db): Promise<Account | undefined> {
  const [row] = await reader.select(account).from(users).where(eq(users.id, id));
  return row;
}

export async function hasUsers(reader: Reader = db): Promise<boolean> {
  const rows = await reader.select({ id: users.id }).from(users).limit(1);
  return rows.length > 0;
}
