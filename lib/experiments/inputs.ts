import { z } from "zod";

/** NaN and the infinities are values a metric may take. */
const double = z.custom<number>((value) => typeof value === "number", "Not a number.");
const integer = z.number().int();
const pair = z.object({ key: z.string().min(1), value: z.string().default("") });
const pairs = z.array(pair).default([]);
/** Each id is a parameter of the query, and those are limited. */
const experimentIds = z.array(z.string()).max(10_000).default([]);
const runId = z.string().min(1);
const experimentId = z.string().min(1);
const modelId = z.string().min(1);
const view = z.enum(["ACTIVE_ONLY", "DELETED_ONLY", "ALL"]).default("ACTIVE_ONLY");
const orderBy = z.array(z.string()).default([]);

export const viewInput = view;
export type View = z.output<typeof view>;

export const createExperimentInput = z.object({
  name: z.string().min(1),
  artifactLocation: z.string().default(""),
  tags: pairs,
});
export const experimentIdInput = z.object({ experimentId });
export const renameExperimentInput = z.object({ experimentId, name: z.string().min(1) });
export const setExperimentTagInput = z.object({ experimentId, ...pair.shape });
export const deleteExperimentTagInput = z.object({ experimentId, key: z.string().min(1) });

export const runStatuses = ["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"] as const;

export const createRunInput = z.object({
  experimentId: z.string().default("0"),
  name: z.string().optional(),
  mlflowUser: z.string().default(""),
  startTime: integer.optional(),
  tags: pairs,
});
export const updateRunInput = z.object({
  runId,
  status: z.enum(runStatuses).optional(),
  endTime: integer.optional(),
  name: z.string().optional(),
});
export const runIdInput = z.object({ runId });
export const deleteRunTagInput = z.object({ runId, key: z.string().min(1) });

export const logBatchInput = z.object({
  runId,
  metrics: z
    .array(
      z.object({
        key: z.string().min(1),
        value: double,
        timestamp: integer,
        step: integer.default(0),
        modelId: z.string().optional(),
        datasetName: z.string().optional(),
        datasetDigest: z.string().optional(),
      }),
    )
    .default([]),
  params: pairs,
  tags: pairs,
  /** One thing logged by itself: faults then name no position. */
  single: z.boolean().default(false),
});

const modelAt = z.object({ modelId, step: integer.default(0) });

export const logInputsInput = z.object({
  runId,
  datasets: z
    .array(
      z.object({
        name: z.string().min(1),
        digest: z.string().min(1),
        sourceType: z.string().default(""),
        source: z.string().default(""),
        schema: z.string().optional(),
        profile: z.string().optional(),
        tags: pairs,
      }),
    )
    .max(1000)
    .default([]),
  models: z.array(z.object({ modelId })).max(1000).default([]),
});
export const logOutputsInput = z.object({ runId, models: z.array(modelAt).max(1000) });
export const recordRunModelInput = z.object({ runId, model: z.record(z.string(), z.unknown()) });

export const loggedModelStatuses = [
  "LOGGED_MODEL_PENDING",
  "LOGGED_MODEL_READY",
  "LOGGED_MODEL_UPLOAD_FAILED",
] as const;

export const createLoggedModelInput = z.object({
  experimentId,
  name: z.string().optional(),
  modelType: z.string().default(""),
  sourceRunId: z.string().optional(),
  params: pairs,
  tags: pairs,
});
export const loggedModelIdInput = z.object({ modelId });
export const finalizeLoggedModelInput = z.object({ modelId, status: z.enum(loggedModelStatuses) });
export const loggedModelPairsInput = z.object({ modelId, pairs });
export const deleteLoggedModelTagInput = z.object({ modelId, key: z.string().min(1) });

export const searchRunsInput = z.object({
  experimentIds,
  filter: z.string().default(""),
  orderBy,
  maxResults: z.number().int().min(1).max(50_000).default(1000),
  pageToken: z.string().default(""),
  viewType: view,
});
export type SearchRuns = z.input<typeof searchRunsInput>;

export const searchExperimentsInput = z.object({
  filter: z.string().default(""),
  orderBy,
  maxResults: z.number().int().min(1).max(50_000).default(1000),
  pageToken: z.string().default(""),
  viewType: view,
});

export const searchLoggedModelsInput = z.object({
  experimentIds,
  filter: z.string().default(""),
  datasets: z
    .array(z.object({ name: z.string().min(1), digest: z.string().optional() }))
    .default([]),
  orderBy: z
    .array(
      z.object({
        field: z.string().min(1),
        ascending: z.boolean().default(true),
        datasetName: z.string().optional(),
        datasetDigest: z.string().optional(),
      }),
    )
    .default([]),
  maxResults: z.number().int().min(1).max(1000).default(50),
  pageToken: z.string().default(""),
});
