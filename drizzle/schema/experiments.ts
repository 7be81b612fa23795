import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
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

import {
  keyKinds,
  lifecycles,
  loggedModelStatuses,
  runModelDirections,
  runStatuses,
} from "@/lib/experiments/rules";

import { workspaces } from "./auth";
import { bytes, byteText, moment, workspaceId } from "./columns";

export const lifecycleEnum = pgEnum("lifecycle", lifecycles);
export const runStatusEnum = pgEnum("run_status", runStatuses);
export const keyKindEnum = pgEnum("key_kind", keyKinds);
export const loggedModelStatusEnum = pgEnum("logged_model_status", loggedModelStatuses);
export const runModelDirectionEnum = pgEnum("run_model_direction", runModelDirections);

type Text = Record<string, string>;

export const experiments = pgTable(
  "experiments",
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    id: text("experiment_id").notNull(),
    name: text("name").notNull(),
    artifactLocation: text("artifact_location").notNull(),
    lifecycle: lifecycleEnum("lifecycle").notNull().default("active"),
    tags: jsonb("tags").$type<Text>().notNull().default({}),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
    createdById: uuid("created_by_id"),
    createdByName: text("created_by_name").notNull().default(""),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex().on(t.workspaceId, t.name),
    index().on(t.workspaceId, t.createdAt.desc().nullsFirst(), t.id),
  ],
);

/** Times of a run are the client's, in Unix milliseconds as on the MLflow wire. */
export const runs = pgTable(
  "runs",
  {
    workspaceId: workspaceId(),
    id: byteText("run_id").notNull(),
    experimentId: text("experiment_id").notNull(),
    name: text("name").notNull(),
    status: runStatusEnum("status").notNull(),
    lifecycle: lifecycleEnum("lifecycle").notNull().default("active"),
    mlflowUser: text("mlflow_user").notNull().default(""),
    startTime: bigint("start_time", { mode: "number" }).notNull(),
    endTime: bigint("end_time", { mode: "number" }),
    /** When the run was said to be over, by our clock; what is logged later shows as such. */
    finishedAt: moment("finished_at"),
    artifactUri: text("artifact_uri").notNull(),
    params: jsonb("params").$type<Text>().notNull().default({}),
    tags: jsonb("tags").$type<Text>().notNull().default({}),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
    deletedAt: moment("deleted_at"),
    /** Deleted with its experiment and not by itself, so that it comes back with it. */
    deletedWithExperiment: boolean("deleted_with_experiment").notNull().default(false),
    authorId: uuid("author_id"),
    authorName: text("author_name").notNull().default(""),
    /** One number for each param and tag with its value, so that an index finds the runs that hold several of them. */
    fieldHashes: integer("field_hashes")
      .array()
      .generatedAlwaysAs(sql`run_field_hashes(workspace_id, experiment_id, params, tags)`),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    foreignKey({
      columns: [t.workspaceId, t.experimentId],
      foreignColumns: [experiments.workspaceId, experiments.id],
    }),
    index().on(t.workspaceId, t.experimentId, t.startTime.desc().nullsFirst(), t.id),
    // written at once: what is put off would be read through by every search
    index("runs_field_hashes").using("gin", t.fieldHashes).with({ fastupdate: false }),
  ],
);

/** Latest value per key, by (step, timestamp, value) as MLflow orders them. */
export const runMetrics = pgTable(
  "run_metrics",
  {
    workspaceId: workspaceId(),
    runId: byteText("run_id").notNull(),
    key: byteText("key").notNull(),
    experimentId: text("experiment_id").notNull(),
    value: doublePrecision("value").notNull(),
    step: bigint("step", { mode: "number" }).notNull(),
    at: bigint("at", { mode: "number" }).notNull(),
    /** By our clock; unknown for what was logged before it was kept. */
    loggedAt: moment("logged_at"),
    /** How many points were ever logged, those logged again too; numbers the segments of single points. */
    logged: bigint("logged", { mode: "number" }).notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.runId, t.key] }),
    foreignKey({
      columns: [t.workspaceId, t.runId],
      foreignColumns: [runs.workspaceId, runs.id],
    }),
    index("run_metrics_values").on(t.workspaceId, t.experimentId, t.key, t.value, t.runId),
  ],
);

/**
 * Full history in stretches: what one batch logged of one curve, or what was packed together later. The numbers tell
 * what a stretch holds, so that a long curve is read by them and by only those bytes that are shown.
 */
export const metricSegments = pgTable(
  "metric_segments",
  {
    workspaceId: workspaceId(),
    runId: byteText("run_id").notNull(),
    key: byteText("key").notNull(),
    id: uuid("segment_id").notNull(),
    /** Short, and there is another to be packed with. */
    loose: boolean("loose").notNull(),
    n: integer("n").notNull(),
    /** Each step is later than the one before by the same, so they are known without their bytes. */
    even: boolean("even").notNull(),
    firstStep: bigint("first_step", { mode: "number" }).notNull(),
    lastStep: bigint("last_step", { mode: "number" }).notNull(),
    firstAt: bigint("first_at", { mode: "number" }).notNull(),
    lastAt: bigint("last_at", { mode: "number" }).notNull(),
    /** The extremes of the finite values; null when there is none. */
    low: doublePrecision("low"),
    high: doublePrecision("high"),
    /** How many values are not finite. */
    odd: integer("odd").notNull(),
    stepBytes: bytes("step_bytes").notNull(),
    timeBytes: bytes("time_bytes").notNull(),
    valueBytes: bytes("value_bytes").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.runId, t.key, t.id] }),
    index("metric_segments_loose")
      .on(t.workspaceId, t.runId, t.key)
      .where(sql`loose`),
  ],
);

/** Which metric, param and tag keys an experiment has, for the column picker and completion. */
export const experimentKeys = pgTable(
  "experiment_keys",
  {
    workspaceId: workspaceId(),
    experimentId: text("experiment_id").notNull(),
    kind: keyKindEnum("kind").notNull(),
    key: byteText("key").notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.experimentId, t.kind, t.key] })],
);

export const datasets = pgTable(
  "datasets",
  {
    workspaceId: workspaceId(),
    experimentId: text("experiment_id").notNull(),
    name: text("name").notNull(),
    digest: text("digest").notNull(),
    sourceType: text("source_type").notNull(),
    source: text("source").notNull(),
    schema: text("schema"),
    profile: text("profile"),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.experimentId, t.name, t.digest] }),
    foreignKey({
      columns: [t.workspaceId, t.experimentId],
      foreignColumns: [experiments.workspaceId, experiments.id],
    }),
  ],
);

export const runDatasets = pgTable(
  "run_datasets",
  {
    workspaceId: workspaceId(),
    runId: byteText("run_id").notNull(),
    experimentId: text("experiment_id").notNull(),
    name: text("name").notNull(),
    digest: text("digest").notNull(),
    tags: jsonb("tags").$type<Text>().notNull().default({}),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.runId, t.name, t.digest] }),
    foreignKey({
      columns: [t.workspaceId, t.runId],
      foreignColumns: [runs.workspaceId, runs.id],
    }),
    foreignKey({
      columns: [t.workspaceId, t.experimentId, t.name, t.digest],
      foreignColumns: [datasets.workspaceId, datasets.experimentId, datasets.name, datasets.digest],
    }),
  ],
);

export const loggedModels = pgTable(
  "logged_models",
  {
    workspaceId: workspaceId(),
    id: byteText("model_id").notNull(),
    experimentId: text("experiment_id").notNull(),
    name: text("name").notNull(),
    modelType: text("model_type").notNull().default(""),
    status: loggedModelStatusEnum("status").notNull(),
    sourceRunId: byteText("source_run_id"),
    artifactUri: text("artifact_uri").notNull(),
    params: jsonb("params").$type<Text>().notNull().default({}),
    tags: jsonb("tags").$type<Text>().notNull().default({}),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
    deletedAt: moment("deleted_at"),
    createdById: uuid("created_by_id"),
    createdByName: text("created_by_name").notNull().default(""),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    foreignKey({
      columns: [t.workspaceId, t.experimentId],
      foreignColumns: [experiments.workspaceId, experiments.id],
    }),
    index().on(t.workspaceId, t.experimentId, t.createdAt.desc().nullsFirst(), t.id),
    index().on(t.workspaceId, t.sourceRunId),
  ],
);

/** Metrics that a client tied to a logged model, with the run and dataset they came from. */
export const loggedModelMetrics = pgTable(
  "logged_model_metrics",
  {
    workspaceId: workspaceId(),
    modelId: byteText("model_id").notNull(),
    runId: byteText("run_id").notNull(),
    key: byteText("key").notNull(),
    datasetName: text("dataset_name").notNull().default(""),
    datasetDigest: text("dataset_digest").notNull().default(""),
    value: doublePrecision("value").notNull(),
    step: bigint("step", { mode: "number" }).notNull(),
    at: bigint("at", { mode: "number" }).notNull(),
  },
  (t) => [
    primaryKey({
      columns: [t.workspaceId, t.modelId, t.runId, t.key, t.datasetName, t.datasetDigest],
    }),
    foreignKey({
      columns: [t.workspaceId, t.modelId],
      foreignColumns: [loggedModels.workspaceId, loggedModels.id],
    }),
  ],
);

export const runModels = pgTable(
  "run_models",
  {
    workspaceId: workspaceId(),
    runId: byteText("run_id").notNull(),
    direction: runModelDirectionEnum("direction").notNull(),
    modelId: byteText("model_id").notNull(),
    step: bigint("step", { mode: "number" }).notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.runId, t.direction, t.modelId] }),
    foreignKey({
      columns: [t.workspaceId, t.runId],
      foreignColumns: [runs.workspaceId, runs.id],
    }),
  ],
);
