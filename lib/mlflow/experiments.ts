import "server-only";
import { z } from "zod";

import type { Ctx, ReadCtx } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { createExperiment } from "@/lib/experiments/create-experiment";
import { deleteExperiment } from "@/lib/experiments/delete-experiment";
import { deleteExperimentTag } from "@/lib/experiments/delete-experiment-tag";
import {
  findExperimentByName,
  getExperiment,
  type ExperimentRecord,
} from "@/lib/experiments/experiment-queries";
import { searchExperiments } from "@/lib/experiments/experiment-search-queries";
import { renameExperiment } from "@/lib/experiments/rename-experiment";
import { restoreExperiment } from "@/lib/experiments/restore-experiment";
import { listDatasetSummaries } from "@/lib/experiments/runs/dataset-queries";
import { setExperimentTag } from "@/lib/experiments/set-experiment-tag";
import {
  count,
  id,
  nonEmpty,
  optional,
  pairs,
  repeated,
  repeatedQuery,
  requiredId,
  requiredText,
  text,
  viewType,
  wirePairs,
} from "@/lib/mlflow/wire";

export const Create = z.object({
  name: requiredText,
  artifact_location: optional(text),
  tags: pairs,
});

export async function create(ctx: Ctx, input: z.output<typeof Create>) {
  const { name, artifact_location: artifactLocation, tags } = input;
  const { experimentId } = await createExperiment(ctx, { name, artifactLocation, tags });
  return { experiment_id: experimentId };
}

export const OfId = z.object({ experiment_id: requiredId });
type OfId = z.output<typeof OfId>;

export async function get(ctx: ReadCtx, { experiment_id }: OfId) {
  return { experiment: wireExperiment(await getExperiment(ctx, experiment_id)) };
}

export const OfName = z.object({ experiment_name: requiredText });

export async function getByName(ctx: ReadCtx, { experiment_name }: z.output<typeof OfName>) {
  const experiment = await findExperimentByName(ctx, experiment_name);
  if (!experiment)
    throw new Refusal("missing", `Could not find experiment with name '${experiment_name}'`);
  return { experiment: wireExperiment(experiment) };
}

export const Update = z.object({ experiment_id: requiredId, new_name: requiredText });

export function update(ctx: Ctx, { experiment_id, new_name }: z.output<typeof Update>) {
  return renameExperiment(ctx, { experimentId: experiment_id, name: new_name });
}

export function remove(ctx: Ctx, { experiment_id }: OfId) {
  return deleteExperiment(ctx, { experimentId: experiment_id });
}

export function restore(ctx: Ctx, { experiment_id }: OfId) {
  return restoreExperiment(ctx, { experimentId: experiment_id });
}

export const SetTag = z.object({
  experiment_id: requiredId,
  key: requiredText,
  value: optional(text),
});

export function setTag(ctx: Ctx, { experiment_id, key, value }: z.output<typeof SetTag>) {
  return setExperimentTag(ctx, { experimentId: experiment_id, key, value });
}

export const DeleteTag = z.object({ experiment_id: requiredId, key: requiredText });

export function deleteTag(ctx: Ctx, { experiment_id, key }: z.output<typeof DeleteTag>) {
  return deleteExperimentTag(ctx, { experimentId: experiment_id, key });
}

const searchShape = {
  filter: optional(text),
  max_results: optional(count(Number.MIN_SAFE_INTEGER, 50_000)),
  page_token: optional(text),
  view_type: optional(viewType),
};
export const Search = z.object({ ...searchShape, order_by: repeated(text) });
export const SearchByQuery = z.object({ ...searchShape, order_by: repeatedQuery(text) });

export async function search(
  ctx: ReadCtx,
  input: z.output<typeof Search> | z.output<typeof SearchByQuery>,
) {
  const { max_results: limit } = input;
  if (limit !== undefined && limit < 1)
    throw new Refusal(
      "invalid",
      `Invalid value ${limit} for parameter 'max_results' supplied. It must be a positive integer`,
    );
  const { experiments, next } = await searchExperiments(ctx, {
    filter: input.filter,
    limit,
    orderBy: input.order_by,
    cursor: input.page_token,
    viewType: input.view_type,
  });
  return {
    experiments: nonEmpty(experiments.map(wireExperiment)),
    next_page_token: next ?? undefined,
  };
}

export const SearchDatasets = z.object({ experiment_ids: repeated(id) });

export async function searchDatasets(
  ctx: ReadCtx,
  { experiment_ids }: z.output<typeof SearchDatasets>,
) {
  if (experiment_ids.length === 0)
    throw new Refusal("invalid", "SearchDatasets request must specify at least one experiment_id.");
  if (experiment_ids.length > 20)
    throw new Refusal(
      "invalid",
      `SearchDatasets request cannot specify more than 20 experiment_ids. Received ${experiment_ids.length} experiment_ids.`,
    );
  const summaries = await listDatasetSummaries(ctx, experiment_ids);
  return {
    dataset_summaries: nonEmpty(
      summaries.map(({ experimentId, name, digest, context }) => ({
        experiment_id: experimentId,
        name,
        digest,
        context: context ?? undefined,
      })),
    ),
  };
}

function wireExperiment(experiment: ExperimentRecord) {
  return {
    experiment_id: experiment.id,
    name: experiment.name,
    artifact_location: experiment.artifactLocation,
    lifecycle_stage: experiment.lifecycle,
    last_update_time: experiment.updatedAt.getTime(),
    creation_time: experiment.createdAt.getTime(),
    tags: wirePairs(experiment.tags),
  };
}
