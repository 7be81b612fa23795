import "server-only";
import { z } from "zod";

import { joinPath, pathOfArtifactUri } from "@/lib/artifacts/artifact-path";
import type { Ctx, ReadCtx } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { createLoggedModel } from "@/lib/experiments/logged-models/create-logged-model";
import { deleteLoggedModel } from "@/lib/experiments/logged-models/delete-logged-model";
import { finalizeLoggedModel } from "@/lib/experiments/logged-models/finalize-logged-model";
import { logLoggedModelParams } from "@/lib/experiments/logged-models/log-logged-model-params";
import {
  getLoggedModel,
  type LoggedModelRecord,
} from "@/lib/experiments/logged-models/logged-model-queries";
import { searchLoggedModels } from "@/lib/experiments/logged-models/logged-model-search-queries";
import { tagLoggedModel } from "@/lib/experiments/logged-models/tag-logged-model";
import { untagLoggedModel } from "@/lib/experiments/logged-models/untag-logged-model";
import { loggedModelStatuses } from "@/lib/experiments/rules";
import { listMeant } from "@/lib/mlflow/artifacts";
import {
  enumeration,
  id,
  int64,
  nonEmpty,
  optional,
  pairs,
  repeated,
  requiredId,
  requiredText,
  text,
  wireDouble,
  wirePairs,
} from "@/lib/mlflow/wire";

export const Create = z.object({
  experiment_id: requiredId,
  name: optional(text),
  model_type: optional(text),
  source_run_id: optional(text),
  params: pairs,
  tags: pairs,
});

export async function create(ctx: Ctx, input: z.output<typeof Create>) {
  const { experiment_id, name, model_type, source_run_id, params, tags } = input;
  const model = await createLoggedModel(ctx, {
    experimentId: experiment_id,
    name,
    modelType: model_type,
    sourceRunId: source_run_id,
    params,
    tags,
  });
  return { model: wireModel({ ...model, metrics: [] }) };
}

export const OfModel = z.object({ model_id: requiredText });
type OfModel = z.output<typeof OfModel>;

export async function get(ctx: ReadCtx, { model_id }: OfModel) {
  return { model: wireModel(await getLoggedModel(ctx, model_id)) };
}

export const Finalize = z.object({
  model_id: requiredText,
  status: enumeration(loggedModelStatuses),
});

export async function finalize(ctx: Ctx, { model_id, status }: z.output<typeof Finalize>) {
  await finalizeLoggedModel(ctx, { modelId: model_id, status });
  return { model: wireModel(await getLoggedModel(ctx, model_id)) };
}

export function remove(ctx: Ctx, { model_id }: OfModel) {
  return deleteLoggedModel(ctx, { modelId: model_id });
}

export const SetTags = z.object({ model_id: requiredText, tags: pairs });

export function setTags(ctx: Ctx, { model_id, tags }: z.output<typeof SetTags>) {
  return tagLoggedModel(ctx, { modelId: model_id, pairs: tags });
}

export const DeleteTag = z.object({ model_id: requiredText, tag_key: requiredText });

export function deleteTag(ctx: Ctx, { model_id, tag_key }: z.output<typeof DeleteTag>) {
  return untagLoggedModel(ctx, { modelId: model_id, key: tag_key });
}

export const LogParams = z.object({ model_id: requiredText, params: pairs });

export function logParams(ctx: Ctx, { model_id, params }: z.output<typeof LogParams>) {
  return logLoggedModelParams(ctx, { modelId: model_id, pairs: params });
}

export const Search = z.object({
  experiment_ids: z.array(id),
  filter: optional(text),
  datasets: repeated(z.object({ dataset_name: optional(text), dataset_digest: optional(text) })),
  max_results: optional(int64),
  order_by: repeated(
    z.object({
      field_name: requiredText,
      ascending: optional(z.boolean()),
      dataset_name: optional(text),
      dataset_digest: optional(text),
    }),
  ),
  page_token: optional(text),
});

/** Whoever asks for more goes on with the page token, as clients do by themselves. */
const mostOfAPage = 1000;

export async function search(ctx: ReadCtx, input: z.output<typeof Search>) {
  const datasets = input.datasets.map(({ dataset_name, dataset_digest }) => {
    if (!dataset_name)
      throw new Refusal("invalid", "`dataset_name` in the `datasets` clause must be specified.");
    return { name: dataset_name, digest: dataset_digest };
  });
  const { models, next } = await searchLoggedModels(ctx, {
    experimentIds: input.experiment_ids,
    filter: input.filter,
    datasets,
    limit: input.max_results ? Math.min(input.max_results, mostOfAPage) : undefined,
    orderBy: input.order_by.map(({ field_name, ascending, dataset_name, dataset_digest }) => ({
      field: field_name,
      ascending,
      datasetName: dataset_name,
      datasetDigest: dataset_digest,
    })),
    cursor: input.page_token,
  });
  return { models: nonEmpty(models.map(wireModel)), next_page_token: next ?? undefined };
}

export const ListArtifacts = z.object({
  model_id: requiredText,
  artifact_directory_path: optional(text),
});

export async function listModelArtifacts(ctx: ReadCtx, input: z.output<typeof ListArtifacts>) {
  const { artifactUri } = await getLoggedModel(ctx, input.model_id);
  const folder = (input.artifact_directory_path ?? "").replace(/\/$/, "");
  if (folder.startsWith("/") || folder.split("/").includes(".."))
    throw new Refusal("invalid", "Invalid path");
  const root = pathOfArtifactUri(artifactUri);
  const entries = root === null ? [] : await listMeant(ctx, joinPath(root, folder));
  return {
    root_uri: artifactUri,
    files: nonEmpty(
      entries.map(({ name, isDir, size }) => ({
        path: joinPath(folder, name),
        is_dir: isDir,
        file_size: size ?? undefined,
      })),
    ),
  };
}

function wireModel(model: LoggedModelRecord | Omit<LoggedModelRecord, "workspaceId">) {
  return {
    info: {
      model_id: model.id,
      experiment_id: model.experimentId,
      name: model.name,
      creation_timestamp_ms: model.createdAt.getTime(),
      last_updated_timestamp_ms: model.updatedAt.getTime(),
      artifact_uri: model.artifactUri,
      status: model.status,
      model_type: model.modelType,
      source_run_id: model.sourceRunId ?? "",
      tags: wirePairs(model.tags),
    },
    data: {
      params: wirePairs(model.params),
      metrics: nonEmpty(
        model.metrics.map(({ key, value, step, timestamp, runId, ...dataset }) => ({
          key,
          value: wireDouble(value),
          timestamp,
          step,
          run_id: runId,
          model_id: model.id,
          dataset_name: dataset.datasetName || undefined,
          dataset_digest: dataset.datasetDigest || undefined,
        })),
      ),
    },
  };
}
