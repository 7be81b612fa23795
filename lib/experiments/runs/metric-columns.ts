import { numberArray, textArray } from "@/lib/db/arrays";
import { loggedSegments } from "@/lib/experiments/curves/logged-segments";
import { segmentColumnNames, segmentColumns } from "@/lib/experiments/curves/segment-columns";
import { latestOf, type MetricPoint } from "@/lib/experiments/runs/batch";

const names = ["keys", "steps", "ats", "values", ...segmentColumnNames, "tied"] as const;

/** Metrics as a statement takes them: a segment of each and its latest point, column by column, in the order of keys. */
export type MetricColumns = Record<(typeof names)[number], string>;

/** Both lists hold the same keys in the same order. */
export function metricColumns(metrics: readonly MetricPoint[]): MetricColumns {
  const segments = loggedSegments(metrics);
  const newest = latestOf(metrics);
  return {
    keys: textArray(segments.map(({ key }) => key)),
    steps: numberArray(newest.map(({ step }) => step)),
    ats: numberArray(newest.map(({ timestamp }) => timestamp)),
    values: numberArray(newest.map(({ value }) => value)),
    ...segmentColumns(segments),
    tied: tiedRecords(metrics),
  };
}

/** What a receipt's digest covers of them: all of it. */
export function columnTexts(columns: MetricColumns): string[] {
  return names.map((name) => columns[name]);
}

/** Metrics that a client ties to a logged model, the latest of each. Unknown models are passed over, as MLflow does. */
function tiedRecords(metrics: readonly MetricPoint[]): string {
  const groups = new Map<string, MetricPoint[]>();
  for (const point of metrics) {
    if (!point.modelId) continue;
    const { modelId, datasetName = "", datasetDigest = "" } = point;
    const group = JSON.stringify([modelId, datasetName, datasetDigest]);
    groups.set(group, [...(groups.get(group) ?? []), point]);
  }
  if (groups.size === 0) return "[]";
  const records = [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, points]) => latestOf(points))
    .map((point) => ({
      model_id: point.modelId,
      key: point.key,
      dataset_name: point.datasetName ?? "",
      dataset_digest: point.datasetDigest ?? "",
      step: String(point.step),
      at: String(point.timestamp),
      value: String(point.value),
    }));
  return JSON.stringify(records);
}
