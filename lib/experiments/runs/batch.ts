import { keyFault, lengthFault } from "@/lib/experiments/naming";
import { isInt64, type Int64 } from "@/lib/int64";

export type MetricPoint = {
  key: string;
  value: number;
  timestamp: Int64;
  step: Int64;
  modelId?: string | undefined;
  datasetName?: string | undefined;
  datasetDigest?: string | undefined;
};
export type Pair = { key: string; value: string };
export type Batch = { metrics: MetricPoint[]; params: Pair[]; tags: Pair[] };

/** Told by hand, since a batch holds a thousand. */
export function isPoint(given: unknown): given is MetricPoint {
  if (typeof given !== "object" || given === null) return false;
  const point: { [Name in keyof MetricPoint]?: unknown } = given;
  return (
    typeof point.key === "string" &&
    point.key !== "" &&
    typeof point.value === "number" &&
    isInt64(point.timestamp) &&
    isInt64(point.step) &&
    isTextOrNone(point.modelId) &&
    isTextOrNone(point.datasetName) &&
    isTextOrNone(point.datasetDigest)
  );
}

function isTextOrNone(given: unknown): boolean {
  return given === undefined || typeof given === "string";
}

const limits = { metrics: 1000, params: 100, tags: 100, all: 1000 };
const keyLimit = 250;

/** Why a batch cannot be logged, in MLflow's words; undefined when it can. `single` names no positions. */
export function batchFault(batch: Batch, single = false): string | undefined {
  return (
    sizeFault(batch) ??
    metricsFault(batch.metrics, single) ??
    first(batch.params, (param, at) => paramFault(param, single ? "" : `params[${at}].`)) ??
    first(batch.tags, (tag, at) => tagFault(tag, single ? "" : `tags[${at}].`)) ??
    duplicateFault(batch.params)
  );
}

export function tagFault({ key }: Pair, path = ""): string | undefined {
  return keyFault(key, `${path}key`) ?? lengthFault(`${path}key`, key, keyLimit);
}

export function paramFault({ key }: Pair, path = ""): string | undefined {
  return keyFault(key, `${path}key`) ?? lengthFault("Param key", key, keyLimit);
}

/** A batch holds a thousand points of a few keys, so each key is looked at once. */
function metricsFault(metrics: readonly MetricPoint[], single: boolean): string | undefined {
  const sound = new Set<string>();
  return first(metrics, ({ key, value, timestamp }, at) => {
    if (timestamp >= 0 && sound.has(key)) return undefined;
    const path = single ? "" : `metrics[${at}].`;
    if (timestamp < 0)
      return `Invalid value ${timestamp} for parameter '${path}timestamp' supplied: metric '${key}' (value=${value}). Timestamp must be a nonnegative long (64-bit integer) `;
    sound.add(key);
    return keyFault(key, `${path}name`) ?? lengthFault("Metric name", key, keyLimit);
  });
}

function sizeFault({ metrics, params, tags }: Batch): string | undefined {
  return (
    over("metrics", limits.metrics, metrics.length) ??
    over("params", limits.params, params.length) ??
    over("tags", limits.tags, tags.length) ??
    over("metrics, params, and tags", limits.all, metrics.length + params.length + tags.length)
  );
}

function over(what: string, limit: number, count: number): string | undefined {
  return count > limit
    ? `A batch logging request can contain at most ${limit} ${what}. Got ${count} ${what}. Please split up ${what} across multiple requests and try again.`
    : undefined;
}

function duplicateFault(params: Pair[]): string | undefined {
  const seen = new Set<string>();
  const twice = params.filter(({ key }) => seen.has(key) || !seen.add(key)).map(({ key }) => key);
  if (twice.length === 0) return undefined;
  return `Duplicate parameter keys have been submitted: ['${twice.join("', '")}']. Please ensure the request contains only one param value per param key.`;
}

function first<Item>(
  items: readonly Item[],
  fault: (item: Item, at: number) => string | undefined,
): string | undefined {
  for (const [at, item] of items.entries()) {
    const found = fault(item, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether point `a` comes after `b`: by step, then time, then value, a NaN counting as 0. */
export function isLater(a: MetricPoint, b: MetricPoint): boolean {
  if (a.step !== b.step) return a.step > b.step;
  if (a.timestamp !== b.timestamp) return a.timestamp > b.timestamp;
  return (Number.isNaN(a.value) ? 0 : a.value) > (Number.isNaN(b.value) ? 0 : b.value);
}

/** The latest point of each key, by key, so that concurrent batches lock rows in one order. */
export function latestOf(points: readonly MetricPoint[]): MetricPoint[] {
  const latest = new Map<string, MetricPoint>();
  for (const point of points) {
    const known = latest.get(point.key);
    if (!known || isLater(point, known)) latest.set(point.key, point);
  }
  return [...latest.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
}
