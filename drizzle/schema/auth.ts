import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

import { roles, scopes } from "@/lib/auth/rules";

import { moment, workspaceId } from "./columns";

export const roleEnum = pgEnum("role", roles);
export const scopeEnum = pgEnum("api_key_scope", scopes);

/** Reference table: small, the same on every node of a cluster. */
export const workspaces = pgTable("workspaces", {
  id: uuid("id").primaryKey(),
  slug: text("slug").notNull().unique(),
  name: text("name").notNull(),
  createdAt: moment("created_at").notNull(),
});

/** Reference table. `sessionEpoch` rises when all sessions of a person must end. */
export const users = pgTable("users", {
  id: uuid("id").primaryKey(),
  email: text("email").notNull().unique(),
  name: text("name").notNull(),
  passwordHash: text("password_hash"),
  /** Issuer and subject, as `oidcSubjectOf` writes them. */
  oidcSubject: text("oidc_subject").unique(),
  sessionEpoch: integer("session_epoch").notNull().default(0),
  createdAt: moment("created_at").notNull(),
});

export const memberships = pgTable(
  "memberships",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    roles: roleEnum("roles").array().notNull(),
    /** Those of the roles that this person, as an admin, gave themselves. */
    ownGrants: roleEnum("own_grants")
      .array()
      .notNull()
      .default(sql`'{}'::role[]`),
    /** False ends the person's sessions and keys in this workspace with their next request. */
    active: boolean("active").notNull().default(true),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.userId] }), index().on(t.userId)],
);

export const invitations = pgTable(
  "invitations",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    id: uuid("id").notNull(),
    tokenHash: text("token_hash").notNull(),
    email: text("email").notNull(),
    roles: roleEnum("roles").array().notNull(),
    invitedById: uuid("invited_by_id").notNull(),
    createdAt: moment("created_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    acceptedAt: moment("accepted_at"),
    revokedAt: moment("revoked_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex().on(t.workspaceId, t.tokenHash),
  ],
);

export const apiKeys = pgTable(
  "api_keys",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    id: uuid("id").notNull(),
    ownerId: uuid("owner_id").notNull(),
    name: text("name").notNull(),
    secretHash: text("secret_hash").notNull(),
    hint: text("hint").notNull(),
    scopes: scopeEnum("scopes").array().notNull(),
    createdAt: moment("created_at").notNull(),
    expiresAt: moment("expires_at"),
    lastUsedAt: moment("last_used_at"),
    revokedAt: moment("revoked_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex().on(t.workspaceId, t.secretHash),
    foreignKey({
      columns: [t.workspaceId, t.ownerId],
      foreignColumns: [memberships.workspaceId, memberships.userId],
    }),
  ],
);

/** Local table: failures per address and per account in the current window, for the rate limit. */
export const signInAttempts = pgTable("sign_in_attempts", {
  subject: text("subject").primaryKey(),
  windowStart: moment("window_start").notNull(),
  failures: integer("failures").notNull(),
});

/** Local table: sessions that were signed out of, for as long as their cookie could be shown once more. */
export const endedSessions = pgTable("ended_sessions", {
  id: uuid("id").primaryKey(),
  endedAt: moment("ended_at").notNull(),
});

/** Gapless numbers handed out per workspace (experiment ids). */
export const workspaceCounters = pgTable(
  "workspace_counters",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    name: text("name").notNull(),
    value: bigint("value", { mode: "number" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.name] })],
);
