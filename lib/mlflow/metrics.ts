import "server-only";
import { z } from "zod";

import type { ReadCtx } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { exactJson } from "@/lib/exact-json";
import {
  metricHistories,
  metricHistory,
  sampledHistories,
  type HistoryPage,
  type HistoryPoint,
  type RunPoint,
} from "@/lib/experiments/curves/metric-queries";
import { missingParameter } from "@/lib/mlflow/artifacts";
import {
  count,
  int64,
  nonEmpty,
  ofRun,
  optional,
  repeatedQuery,
  requiredText,
  text,
  wireDouble,
} from "@/lib/mlflow/wire";

const historyLimit = 25_000;
const runLimit = 100;
const sampleLimit = 2500;

export const GetHistory = ofRun({
  metric_key: requiredText,
  page_token: optional(text),
  max_results: optional(count(0)),
});

/**
 * As many points as are asked for, and all where no number is: a client that names none follows no token, so what it
 * is not sent it would never miss. The first page is read before this returns, while a refusal can still be sent.
 */
export async function getHistory(ctx: ReadCtx, input: z.output<typeof GetHistory>) {
  const most = input.max_results || Number.POSITIVE_INFINITY;
  const read: ReadPage = (limit, cursor) =>
    metricHistory(ctx, input.run_id, input.metric_key, { limit, cursor });
  return historyText(await read(most, input.page_token), most, read);
}

type ReadPage = (limit: number, cursor: string | undefined) => Promise<HistoryPage>;

/** Page by page, so that memory does not grow with the history. */
async function* historyText(
  first: HistoryPage,
  most: number,
  read: ReadPage,
): AsyncGenerator<string> {
  if (first.points.length === 0) return yield "{}";
  let [page, left] = [first, most - first.points.length];
  yield `{"metrics":[${pointTexts(page)}`;
  while (page.next !== null && left > 0) {
    page = await read(left, page.next);
    left -= page.points.length;
    if (page.points.length > 0) yield `,${pointTexts(page)}`;
  }
  yield page.next === null ? "]}" : `],"next_page_token":${JSON.stringify(page.next)}}`;
}

function pointTexts({ points }: HistoryPage): string {
  return points.map((point) => exactJson(wirePoint(point))).join(",");
}

export const GetHistories = z.object({
  run_id: repeatedQuery(text),
  metric_key: optional(text),
  max_results: optional(count(1)),
});

export async function getHistories(ctx: ReadCtx, input: z.output<typeof GetHistories>) {
  const runIds = input.run_id ?? [];
  const asked = "GetMetricHistoryBulk request";
  if (runIds.length === 0)
    throw new Refusal("invalid", `${asked} must specify at least one run_id.`);
  if (runIds.length > runLimit)
    throw new Refusal(
      "invalid",
      `${asked} cannot specify more than ${runLimit} run_ids. Received ${runIds.length} run_ids.`,
    );
  if (input.metric_key === undefined)
    throw new Refusal("invalid", `${asked} must specify a metric_key.`);
  const limit = Math.min(input.max_results ?? historyLimit, historyLimit);
  const points = await metricHistories(ctx, runIds, input.metric_key, limit);
  return { metrics: points.map(wireRunPoint) };
}

export const GetSamples = z.object({
  run_ids: repeatedQuery(text),
  metric_key: requiredText,
  start_step: optional(int64),
  end_step: optional(int64),
  max_results: optional(int64),
});

export async function getSamples(ctx: ReadCtx, input: z.output<typeof GetSamples>) {
  const runIds = input.run_ids ?? [];
  const limit = input.max_results ?? sampleLimit;
  if (runIds.length === 0) throw missingParameter("run_ids");
  if (runIds.length > runLimit)
    throw new Refusal(
      "invalid",
      `GetMetricHistoryBulkInterval request must specify at most ${runLimit} run_ids. Received ${runIds.length} run_ids.`,
    );
  if (limit < 1 || limit > sampleLimit)
    throw new Refusal("invalid", `max_results must be between 1 and ${sampleLimit}.`);
  const range = stepRange(input.start_step, input.end_step);
  const points = await sampledHistories(ctx, runIds, input.metric_key, { limit, ...range });
  return { metrics: nonEmpty(points.map(wireRunPoint)) };
}

function stepRange(from: number | undefined, to: number | undefined) {
  if (from === undefined && to === undefined) return {};
  if (from === undefined || to === undefined)
    throw new Refusal(
      "invalid",
      "If either start step or end step are specified, both must be specified.",
    );
  if (from > to)
    throw new Refusal(
      "invalid",
      `end_step must be greater than start_step. Found start_step=${from} and end_step=${to}.`,
    );
  return { from, to };
}

function wirePoint({ key, value, timestamp, step }: HistoryPoint) {
  return { key, value: wireDouble(value), timestamp, step };
}

function wireRunPoint({ runId, ...point }: RunPoint) {
  return { ...wirePoint(point), run_id: runId };
}
