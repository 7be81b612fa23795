import { sql } from "drizzle-orm";
import {
  doublePrecision,
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

import type { NamedNumber } from "@/lib/evidence/section";
import { metricDirections, stageChangeCauses, stages, tiers } from "@/lib/registry/rules";

import { workspaces } from "./auth";
import { byteText, moment, workspaceId } from "./columns";

export const stageEnum = pgEnum("stage", stages);
export const tierEnum = pgEnum("risk_tier", tiers);
export const directionEnum = pgEnum("metric_direction", metricDirections);
export const stageChangeCauseEnum = pgEnum("stage_change_cause", stageChangeCauses);

type Text = Record<string, string>;

/** Deleted models and versions keep their rows: decisions about them stay readable. Numbers are never reused. */
export const models = pgTable(
  "models",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    id: uuid("model_id").notNull(),
    name: byteText("name").notNull(),
    description: text("description").notNull().default(""),
    purpose: text("purpose").notNull().default(""),
    ownerId: uuid("owner_id"),
    ownerName: text("owner_name").notNull().default(""),
    consumers: text("consumers")
      .array()
      .notNull()
      .default(sql`'{}'::text[]`),
    tier: tierEnum("tier"),
    tierAnswers: jsonb("tier_answers").$type<Text>(),
    primaryMetric: text("primary_metric"),
    metricDirection: directionEnum("metric_direction"),
    metricLimit: doublePrecision("metric_limit"),
    tags: jsonb("tags").$type<Text>().notNull().default({}),
    lastVersion: integer("last_version").notNull().default(0),
    lastStageChange: integer("last_stage_change").notNull().default(0),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
    /** When a version of it first entered production or was the champion. */
    servedAt: moment("served_at"),
    deletedAt: moment("deleted_at"),
    createdById: uuid("created_by_id"),
    createdByName: text("created_by_name").notNull().default(""),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("models_live_name")
      .on(t.workspaceId, t.name)
      .where(sql`deleted_at is null`),
  ],
);

/** Names that others may load a model by: kept for it after it was renamed or deleted, never another's. */
export const formerNames = pgTable(
  "former_names",
  {
    workspaceId: workspaceId(),
    name: byteText("name").notNull(),
    modelId: uuid("model_id").notNull(),
    until: moment("until").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.name] }),
    foreignKey({
      columns: [t.workspaceId, t.modelId],
      foreignColumns: [models.workspaceId, models.id],
    }),
  ],
);

export const versions = pgTable(
  "versions",
  {
    workspaceId: workspaceId(),
    modelId: uuid("model_id").notNull(),
    version: integer("version").notNull(),
    stage: stageEnum("stage").notNull().default("experimental"),
    description: text("description").notNull().default(""),
    source: text("source").notNull(),
    artifactPath: byteText("artifact_path"),
    runId: byteText("run_id"),
    runLink: text("run_link").notNull().default(""),
    loggedModelId: byteText("logged_model_id"),
    tags: jsonb("tags").$type<Text>().notNull().default({}),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
    stageSince: moment("stage_since").notNull(),
    /** What is wrong with its files on disk, in words, and since when that is known. */
    damage: text("damage"),
    damagedAt: moment("damaged_at"),
    deletedAt: moment("deleted_at"),
    createdById: uuid("created_by_id"),
    createdByName: text("created_by_name").notNull().default(""),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.modelId, t.version] }),
    foreignKey({
      columns: [t.workspaceId, t.modelId],
      foreignColumns: [models.workspaceId, models.id],
    }),
    index().on(t.workspaceId, t.runId),
    index().on(t.workspaceId, t.stage),
  ],
);

export const aliases = pgTable(
  "aliases",
  {
    workspaceId: workspaceId(),
    modelId: uuid("model_id").notNull(),
    alias: byteText("alias").notNull(),
    version: integer("version").notNull(),
    setAt: moment("set_at").notNull(),
    setById: uuid("set_by_id"),
    setByName: text("set_by_name").notNull().default(""),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.modelId, t.alias] }),
    foreignKey({
      columns: [t.workspaceId, t.modelId, t.version],
      foreignColumns: [versions.workspaceId, versions.modelId, versions.version],
    }),
  ],
);

export const stageChanges = pgTable(
  "stage_changes",
  {
    workspaceId: workspaceId(),
    modelId: uuid("model_id").notNull(),
    version: integer("version").notNull(),
    id: uuid("change_id").notNull(),
    /** Counts a model's changes: those of one command have one moment. */
    seq: integer("seq").notNull(),
    at: moment("at").notNull(),
    fromStage: stageEnum("from_stage").notNull(),
    toStage: stageEnum("to_stage").notNull(),
    cause: stageChangeCauseEnum("cause").notNull(),
    gateId: uuid("gate_id"),
    reason: text("reason").notNull().default(""),
    byId: uuid("by_id"),
    byName: text("by_name").notNull().default(""),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.modelId, t.version, t.id] }),
    foreignKey({
      columns: [t.workspaceId, t.modelId, t.version],
      foreignColumns: [versions.workspaceId, versions.modelId, versions.version],
    }),
    uniqueIndex("stage_changes_seq").on(t.workspaceId, t.modelId, t.seq),
    index().on(t.workspaceId, t.at.desc().nullsFirst()),
  ],
);

/** What a gate let a version into, and on what: the bytes, by the digest of its files, and the metrics judged. */
export const approvals = pgTable(
  "approvals",
  {
    workspaceId: workspaceId(),
    modelId: uuid("model_id").notNull(),
    version: integer("version").notNull(),
    gateId: uuid("gate_id").notNull(),
    round: integer("round").notNull(),
    stage: stageEnum("stage").notNull(),
    /** Empty where it has no files here. */
    artifactDigest: text("artifact_digest").notNull(),
    metrics: jsonb("metrics").$type<Record<string, NamedNumber>>().notNull(),
    at: moment("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.modelId, t.version, t.gateId] }),
    foreignKey({
      columns: [t.workspaceId, t.modelId, t.version],
      foreignColumns: [versions.workspaceId, versions.modelId, versions.version],
    }),
  ],
);
