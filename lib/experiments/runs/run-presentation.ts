import type { ComparisonScreen } from "@/lib/experiments/comparison/comparison-screen";
import { wireNumber } from "@/lib/experiments/curves/curve";
import type { RunRecord } from "@/lib/experiments/runs/run-queries";
import type { RunsScreen } from "@/lib/experiments/runs/runs-screen";

/** A run as the REST API shows it. Values that JSON has no number for are the words MLflow uses. */
export function presentRun(run: RunRecord) {
  return {
    ...run,
    models: run.models.map((model) => ({ ...model, step: Number(model.step) })),
    metrics: run.metrics.map(({ key, value, step, timestamp }) => ({
      key,
      value: wireNumber(value),
      step: Number(step),
      timestamp: Number(timestamp),
    })),
  };
}

export function presentRuns({ rows, columns, next, previous, matching }: RunsScreen) {
  return {
    runs: rows.map((row) => ({
      ...row,
      metrics: Object.fromEntries(
        Object.entries(row.metrics).map(([key, value]) => [key, wireNumber(value)]),
      ),
    })),
    columns: columns.map(({ id }) => id),
    matching,
    next,
    previous,
  };
}

export function presentComparison(screen: ComparisonScreen) {
  return {
    ...screen,
    comparison: {
      ...screen.comparison,
      metrics: screen.comparison.metrics.map((row) => ({
        ...row,
        values: row.values.map(wireNumberOrNull),
      })),
    },
  };
}

function wireNumberOrNull(value: number | null) {
  return value === null ? null : wireNumber(value);
}
