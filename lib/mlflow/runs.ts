import "server-only";
import { z } from "zod";

import type { Ctx, ReadCtx } from "@/lib/command";
import { exactJson } from "@/lib/exact-json";
import { runStatuses } from "@/lib/experiments/rules";
import { createRun } from "@/lib/experiments/runs/create-run";
import { deleteRun } from "@/lib/experiments/runs/delete-run";
import { restoreRun } from "@/lib/experiments/runs/restore-run";
import { getRun, type RunRecord } from "@/lib/experiments/runs/run-queries";
import { searchRuns, type RunPage } from "@/lib/experiments/runs/run-search-queries";
import { updateRun } from "@/lib/experiments/runs/update-run";
import {
  count,
  enumeration,
  id,
  momentOf,
  nonEmpty,
  ofRun,
  optional,
  pairs,
  repeated,
  text,
  viewType,
  wireDouble,
  wirePairs,
} from "@/lib/mlflow/wire";

export const Create = z.object({
  experiment_id: optional(id),
  user_id: optional(text),
  run_name: optional(text),
  start_time: optional(momentOf("start_time")),
  tags: pairs,
});

export async function create(ctx: Ctx, input: z.output<typeof Create>) {
  const { run } = await createRun(ctx, {
    experimentId: input.experiment_id || "0",
    name: input.run_name,
    mlflowUser: input.user_id,
    startTime: input.start_time,
    tags: input.tags,
  });
  return { run: wireRun(run) };
}

export const OfRun = ofRun({});
type OfRun = z.output<typeof OfRun>;

export async function get(ctx: ReadCtx, { run_id }: OfRun) {
  return { run: wireRun(await getRun(ctx, run_id)) };
}

export const Update = ofRun({
  status: optional(enumeration(runStatuses)),
  end_time: optional(momentOf("end_time")),
  run_name: optional(text),
});

export async function update(ctx: Ctx, input: z.output<typeof Update>) {
  const { run_id: runId, status, end_time: endTime, run_name: name } = input;
  return { run_info: wireInfo(await updateRun(ctx, { runId, status, endTime, name })) };
}

export function remove(ctx: Ctx, { run_id }: OfRun) {
  return deleteRun(ctx, { runId: run_id });
}

export function restore(ctx: Ctx, { run_id }: OfRun) {
  return restoreRun(ctx, { runId: run_id });
}

export const Search = z.object({
  experiment_ids: repeated(id),
  filter: optional(text),
  run_view_type: optional(viewType),
  max_results: optional(count(0, 50_000)),
  order_by: repeated(text),
  page_token: optional(text),
});

/** As many runs as are read at a time, and as much text as one answer holds; the token goes on from there. */
const atOnce = 500;
const mostText = 64 * 1024 * 1024;

/** The first runs are read before this returns, while a refusal can still be sent; the others as the client takes them. */
export async function search(ctx: ReadCtx, input: z.output<typeof Search>) {
  const most = input.max_results ?? 1000;
  const read = (left: number, cursor: string | undefined) =>
    searchRuns(ctx, {
      experimentIds: input.experiment_ids,
      filter: input.filter,
      viewType: input.run_view_type,
      limit: Math.min(left, atOnce),
      orderBy: input.order_by,
      cursor,
    });
  if (most === 0) return nothing();
  return searchText(await read(most, input.page_token), most, read);
}

async function* nothing(): AsyncGenerator<string> {
  yield "{}";
}

async function* searchText(
  first: RunPage,
  most: number,
  read: (left: number, cursor: string) => Promise<RunPage>,
): AsyncGenerator<string> {
  let [page, left, size] = [first, most, 0];
  let part = `{"runs":[`;
  for (let between = ""; ; between = ",") {
    if (page.runs.length > 0)
      part += between + page.runs.map((run) => exactJson(wireRun(run))).join(",");
    left -= page.runs.length;
    size += part.length;
    const more = page.next !== null && left > 0 && size < mostText;
    if (!more) break;
    yield part;
    part = "";
    page = await read(left, page.next ?? "");
  }
  if (left === most) return yield "{}";
  yield `${part}${page.next === null ? "]}" : `],"next_page_token":${JSON.stringify(page.next)}}`}`;
}

type Info = Pick<
  RunRecord,
  | "id"
  | "experimentId"
  | "name"
  | "mlflowUser"
  | "status"
  | "startTime"
  | "endTime"
  | "artifactUri"
  | "lifecycle"
>;

function wireInfo(run: Info) {
  return {
    run_uuid: run.id,
    experiment_id: run.experimentId,
    run_name: run.name,
    user_id: run.mlflowUser,
    status: run.status,
    start_time: run.startTime,
    end_time: run.endTime ?? undefined,
    artifact_uri: run.artifactUri,
    lifecycle_stage: run.lifecycle,
    run_id: run.id,
  };
}

function wireRun(run: RunRecord) {
  return {
    info: wireInfo(run),
    data: {
      metrics: nonEmpty(
        run.metrics.map(({ key, value, timestamp, step }) => ({
          key,
          value: wireDouble(value),
          timestamp,
          step,
        })),
      ),
      params: wirePairs(run.params),
      tags: wirePairs(run.tags),
    },
    inputs: {
      dataset_inputs: nonEmpty(run.datasets.map(wireDataset)),
      model_inputs: nonEmpty(
        run.models
          .filter(({ direction }) => direction === "input")
          .map(({ modelId }) => ({ model_id: modelId })),
      ),
    },
    outputs: {
      model_outputs: nonEmpty(
        run.models
          .filter(({ direction }) => direction === "output")
          .map(({ modelId, step }) => ({ model_id: modelId, step })),
      ),
    },
  };
}

function wireDataset(used: RunRecord["datasets"][number]) {
  return {
    tags: wirePairs(used.tags),
    dataset: {
      name: used.name,
      digest: used.digest,
      source_type: used.sourceType,
      source: used.source,
      schema: used.schema ?? undefined,
      profile: used.profile ?? undefined,
    },
  };
}
