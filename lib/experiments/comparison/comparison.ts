import { isOwnTag } from "@/lib/experiments/mlflow-tags";
import { ownValue } from "@/lib/own-value";

export type ComparedRun = {
  id: string;
  params: Readonly<Record<string, string>>;
  metrics: Readonly<Record<string, number>>;
  tags: Readonly<Record<string, string>>;
  /** Digest by dataset name. */
  datasets: Readonly<Record<string, string>>;
  code: Readonly<Record<string, string>>;
  /** Version by package, or null when the run logged no environment. */
  environment: Readonly<Record<string, string>> | null;
};

/** `zero`: the nearer to nought the better, as for a difference between groups. */
export const directions = ["higher", "lower", "zero"] as const;
export type Direction = (typeof directions)[number];

export type MetricRow = {
  key: string;
  values: (number | null)[];
  differs: boolean;
  direction: Direction | null;
  /** Positions of the best value; empty when nothing tells which way is better, or all are equal. */
  best: number[];
  /** Difference from the baseline; null where either value is missing or not finite. */
  deltas: (number | null)[];
};

export type TextRow = { key: string; values: (string | null)[]; differs: boolean };

export type Comparison = {
  metrics: MetricRow[];
  params: TextRow[];
  datasets: TextRow[];
  code: TextRow[];
  environment: TextRow[];
  tags: TextRow[];
};

/** What differs between runs comes first within each part, then by name. The baseline is one of the runs. */
export function compare(runs: readonly ComparedRun[], baselineId: string): Comparison {
  const baseline = Math.max(
    0,
    runs.findIndex((run) => run.id === baselineId),
  );
  return {
    metrics: differencesFirst(
      keysOf(runs.map((run) => run.metrics)).map((key) => metricRow(runs, key, baseline)),
    ),
    params: textRows(runs.map((run) => run.params)),
    datasets: textRows(runs.map((run) => run.datasets)),
    code: textRows(runs.map((run) => run.code)),
    environment: textRows(runs.map((run) => run.environment ?? {})),
    // What MLflow writes for itself is told elsewhere on the page, or differs by nature in every run.
    tags: textRows(runs.map((run) => run.tags)).filter(({ key }) => isOwnTag(key)),
  };
}

function metricRow(runs: readonly ComparedRun[], key: string, baseline: number): MetricRow {
  const values = runs.map((run) => ownValue(run.metrics, key) ?? null);
  const direction = directionOf(key);
  const differs = values.some((value) => !Object.is(value, values[0]));
  const from = values[baseline] ?? null;
  return {
    key,
    values,
    differs,
    direction,
    best: differs && direction ? bestOf(values, direction) : [],
    deltas: values.map((value) =>
      value === null || from === null || !Number.isFinite(value - from) ? null : value - from,
    ),
  };
}

function bestOf(values: readonly (number | null)[], direction: Direction): number[] {
  const finite = values.filter(
    (value): value is number => value !== null && Number.isFinite(value),
  );
  if (finite.length < 2) return [];
  const size = (value: number) => (direction === "zero" ? Math.abs(value) : value);
  const sizes = finite.map(size);
  const best = direction === "higher" ? Math.max(...sizes) : Math.min(...sizes);
  return values.flatMap((value, index) => (value !== null && size(value) === best ? [index] : []));
}

const lowerIsBetter =
  /(^|[_.\-/ ])(loss|logloss|error|err|rmse|mse|mae|mape|smape|brier|perplexity|latency|duration|seconds|psi|ece|fpr|fnr|wer|cer|deviance)([_.\-/ ]|$)/i;
const zeroIsBest = /(^|[_.\-/ ])(difference|disparity|bias|gap)([_.\-/ ]|$)/i;
const higherIsBetter =
  /(^|[_.\-/ ])(accuracy|acc|auc|auroc|roc_auc|pr_auc|f1|f2|fbeta|precision|recall|tpr|tnr|r2|score|ap|map|mrr|ndcg|hit_rate|gini|ks|mcc|kappa|specificity|sensitivity|coverage|throughput|bleu|rouge|iou|dice|lift)(_score|@?\d+)?([_.\-/ @]|$)/i;

/** Which way is better, where the metric's name says so; null rather than a guess. */
export function directionOf(key: string): Direction | null {
  if (zeroIsBest.test(key)) return "zero";
  if (lowerIsBetter.test(key)) return "lower";
  return higherIsBetter.test(key) ? "higher" : null;
}

function textRows(maps: readonly Readonly<Record<string, string>>[]): TextRow[] {
  return differencesFirst(
    keysOf(maps).map((key) => {
      const values = maps.map((map) => ownValue(map, key) ?? null);
      return { key, values, differs: values.some((value) => value !== values[0]) };
    }),
  );
}

function keysOf(maps: readonly Readonly<Record<string, unknown>>[]): string[] {
  return [...new Set(maps.flatMap((map) => Object.keys(map)))].toSorted();
}

function differencesFirst<Row extends { differs: boolean }>(rows: Row[]): Row[] {
  return rows.toSorted((a, b) => Number(b.differs) - Number(a.differs));
}
