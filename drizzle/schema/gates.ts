import { sql } from "drizzle-orm";
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

import type { Path } from "@/lib/evidence/path";
import {
  gateStatuses,
  policyTiers,
  voteChoices,
  type CheckResult,
  type PolicyContent,
} from "@/lib/gates/rules";

import { roleEnum, workspaces } from "./auth";
import { moment, workspaceId } from "./columns";
import { stageEnum, versions } from "./registry";

export const policyTierEnum = pgEnum("policy_tier", policyTiers);
export const gateStatusEnum = pgEnum("gate_status", gateStatuses);
export const voteChoiceEnum = pgEnum("vote_choice", voteChoices);

/** Versioned data: a change adds a revision, and gates keep the revision they were opened under. */
export const policies = pgTable(
  "policies",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    tier: policyTierEnum("tier").notNull(),
    stage: stageEnum("stage").notNull(),
    revision: integer("revision").notNull(),
    active: boolean("active").notNull(),
    content: jsonb("content").$type<PolicyContent>().notNull(),
    createdAt: moment("created_at").notNull(),
    createdById: uuid("created_by_id"),
    createdByName: text("created_by_name").notNull().default(""),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.tier, t.stage, t.revision] }),
    uniqueIndex("policies_one_active")
      .on(t.workspaceId, t.tier, t.stage)
      .where(sql`active`),
  ],
);

export const gates = pgTable(
  "gates",
  {
    workspaceId: workspaceId(),
    id: uuid("gate_id").notNull(),
    modelId: uuid("model_id").notNull(),
    version: integer("version").notNull(),
    stage: stageEnum("stage").notNull(),
    status: gateStatusEnum("status").notNull().default("open"),
    round: integer("round").notNull().default(1),
    tier: policyTierEnum("tier").notNull(),
    policyRevision: integer("policy_revision").notNull(),
    policy: jsonb("policy").$type<PolicyContent>().notNull(),
    /** The version in production that the evidence of the present round was compared with. */
    servingVersion: integer("serving_version"),
    authorId: uuid("author_id"),
    requestedById: uuid("requested_by_id"),
    requestedByName: text("requested_by_name").notNull(),
    note: text("note").notNull().default(""),
    openedAt: moment("opened_at").notNull(),
    decidedAt: moment("decided_at"),
    decidedById: uuid("decided_by_id"),
    decidedByName: text("decided_by_name"),
    reason: text("reason"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    foreignKey({
      columns: [t.workspaceId, t.modelId, t.version],
      foreignColumns: [versions.workspaceId, versions.modelId, versions.version],
    }),
    uniqueIndex("gates_one_open")
      .on(t.workspaceId, t.modelId, t.version, t.stage)
      .where(sql`status = 'open'`),
    index().on(t.workspaceId, t.status, t.openedAt.desc().nullsFirst(), t.id),
  ],
);

/** One evidence set of a gate: what was read, its digest, and what each check said of it. */
export const gateRounds = pgTable(
  "gate_rounds",
  {
    workspaceId: workspaceId(),
    gateId: uuid("gate_id").notNull(),
    round: integer("round").notNull(),
    openedAt: moment("opened_at").notNull(),
    cause: text("cause").notNull(),
    evidence: jsonb("evidence").$type<Record<string, unknown>>().notNull(),
    /** The paths the policy reads, which the digest is made over; in rounds from before it was over everything. */
    reads: jsonb("reads").$type<Path[]>(),
    digest: text("digest").notNull(),
    checks: jsonb("checks").$type<CheckResult[]>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.gateId, t.round] }),
    foreignKey({
      columns: [t.workspaceId, t.gateId],
      foreignColumns: [gates.workspaceId, gates.id],
    }),
  ],
);

export const gateVotes = pgTable(
  "gate_votes",
  {
    workspaceId: workspaceId(),
    gateId: uuid("gate_id").notNull(),
    round: integer("round").notNull(),
    voterId: uuid("voter_id").notNull(),
    voterName: text("voter_name").notNull(),
    role: roleEnum("role").notNull(),
    choice: voteChoiceEnum("choice").notNull(),
    reason: text("reason").notNull(),
    castAt: moment("cast_at").notNull(),
    /** The voter had given themselves the role. */
    selfGranted: boolean("self_granted").notNull().default(false),
    /** Why a go did not count when the gate was decided, and when that was found. */
    lapse: text("lapse"),
    lapsedAt: moment("lapsed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.gateId, t.round, t.voterId] }),
    foreignKey({
      columns: [t.workspaceId, t.gateId, t.round],
      foreignColumns: [gateRounds.workspaceId, gateRounds.gateId, gateRounds.round],
    }),
  ],
);
