import "server-only";
import { z } from "zod";

import { parsedJson } from "@/lib/admission";
import type { Ctx } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { isPoint, type MetricPoint } from "@/lib/experiments/runs/batch";
import { deleteRunTag } from "@/lib/experiments/runs/delete-run-tag";
import { logBatch as writeBatch } from "@/lib/experiments/runs/log-batch";
import { logInputs as writeInputs } from "@/lib/experiments/runs/log-inputs";
import { logOutputs as writeOutputs } from "@/lib/experiments/runs/log-outputs";
import { recordRunModel } from "@/lib/experiments/runs/record-run-model";
import { longList } from "@/lib/long-list";
import {
  double,
  exactInt64,
  ofRun,
  optional,
  pairs,
  repeated,
  requiredText,
  text,
} from "@/lib/mlflow/wire";

const metricShape = {
  key: requiredText,
  value: double,
  timestamp: exactInt64,
  step: optional(exactInt64),
  model_id: optional(text),
  dataset_name: optional(text),
  dataset_digest: optional(text),
};
const metric = z.object(metricShape);

/** Written out, since a rest pattern costs more than all else when a batch holds a thousand. */
function point(given: z.output<typeof metric>): MetricPoint {
  return {
    key: given.key,
    value: given.value,
    timestamp: given.timestamp,
    step: given.step ?? 0,
    modelId: given.model_id,
    datasetName: given.dataset_name,
    datasetDigest: given.dataset_digest,
  };
}

/** One written as clients write most: it needs no parsing. */
function plainPoint(given: unknown): MetricPoint | undefined {
  if (typeof given !== "object" || given === null) return undefined;
  const { key, value, timestamp, step, model_id, dataset_name, dataset_digest }: RawMetric = given;
  const made = {
    key,
    value,
    timestamp,
    step: step ?? 0,
    modelId: model_id ?? undefined,
    datasetName: dataset_name ?? undefined,
    datasetDigest: dataset_digest ?? undefined,
  };
  return isPoint(made) ? made : undefined;
}

type RawMetric = { [Name in keyof typeof metricShape]?: unknown };

const points = longList(plainPoint, metric.transform(point));

export const LogMetric = ofRun(metricShape);

export function logMetric(ctx: Ctx, { run_id, ...given }: z.output<typeof LogMetric>) {
  return writeBatch(ctx, { runId: run_id, metrics: [point(given)], single: true });
}

const pairShape = { key: requiredText, value: optional(text) };

export const LogPair = ofRun(pairShape);
type LogPair = z.output<typeof LogPair>;

export function logParam(ctx: Ctx, { run_id, key, value }: LogPair) {
  return writeBatch(ctx, { runId: run_id, params: [{ key, value }], single: true });
}

export function setTag(ctx: Ctx, { run_id, key, value }: LogPair) {
  return writeBatch(ctx, { runId: run_id, tags: [{ key, value }], single: true });
}

export const DeleteTag = ofRun({ key: requiredText });

export function deleteTag(ctx: Ctx, { run_id, key }: z.output<typeof DeleteTag>) {
  return deleteRunTag(ctx, { runId: run_id, key });
}

export const LogBatch = ofRun({
  metrics: optional(points).transform((list) => list ?? []),
  params: pairs,
  tags: pairs,
});

export function logBatch(ctx: Ctx, input: z.output<typeof LogBatch>) {
  const { run_id, metrics, params, tags } = input;
  return writeBatch(ctx, { runId: run_id, metrics, params, tags });
}

export const LogInputs = ofRun({
  datasets: repeated(
    z.object({
      tags: pairs,
      dataset: z.object({
        name: requiredText,
        digest: requiredText,
        source_type: optional(text),
        source: optional(text),
        schema: optional(text),
        profile: optional(text),
      }),
    }),
  ),
  models: repeated(z.object({ model_id: requiredText })),
});

export function logInputs(ctx: Ctx, { run_id, datasets, models }: z.output<typeof LogInputs>) {
  return writeInputs(ctx, {
    runId: run_id,
    datasets: datasets.map(({ tags, dataset: { source_type: sourceType, ...dataset } }) => ({
      ...dataset,
      sourceType,
      tags,
    })),
    models: models.map(({ model_id: modelId }) => ({ modelId })),
  });
}

export const LogOutputs = ofRun({
  models: z.array(z.object({ model_id: requiredText, step: optional(exactInt64) })),
});

export function logOutputs(ctx: Ctx, { run_id, models }: z.output<typeof LogOutputs>) {
  return writeOutputs(ctx, {
    runId: run_id,
    models: models.map(({ model_id: modelId, step }) => ({ modelId, step })),
  });
}

export const LogModel = ofRun({ model_json: requiredText });

const modelFields = ["artifact_path", "flavors", "utc_time_created", "run_id"];

export function logModel(ctx: Ctx, { run_id, model_json }: z.output<typeof LogModel>) {
  const model = parsedObject(model_json);
  const missing = modelFields.filter((field) => !(field in model));
  if (missing.length > 0)
    throw new Refusal(
      "invalid",
      `Model json is missing mandatory fields: {${missing.map((field) => `'${field}'`).join(", ")}}`,
    );
  return recordRunModel(ctx, { runId: run_id, model });
}

function parsedObject(json: string): Record<string, unknown> {
  const value = parsedJson(json);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new Refusal(
    "invalid",
    `Malformed model info. \n ${json.slice(0, 500)} \n is not a valid JSON.`,
  );
}
