import { confusionCsv, importanceCsv, rocSvg, type StoredFile } from "../files";
import { evaluate, parityThresholds, type Thresholds } from "../learn/evaluate";
import type { Point, Trained } from "../learn/model";
import type { PersonKey } from "../people";
import { digest, type Split, type Table } from "../tables/table";
import type { Dataset } from "../tracking";

export type Outcome = {
  curve: Point[];
  metrics: Record<string, number>;
  files: StoredFile[];
  datasets: Dataset[];
  model?: { features: readonly string[]; output: string; json: object };
};

export type RunPlan = {
  experiment: string;
  name: string;
  author: PersonKey;
  daysAgo: number;
  params: Record<string, string | number>;
  train: () => Outcome;
  /** The name of the run it is nested under. */
  parent?: string;
  fate?: "failed" | "running" | "deleted";
  note?: string;
  sourceName: string;
};

/** How a score becomes a decision: one threshold, or per group so that each group is selected at the same share. */
export type Decision = { threshold: number } | { sameShare: number };

/** Trains, judges on the holdout and renders what a careful script would log. */
export function classifierOutcome(
  data: Split,
  output: string,
  decision: Decision,
  train: (data: Split) => Trained,
): Outcome {
  const trained = train(data);
  const { holdout } = data;
  const scores = trained.score(holdout.rows);
  const { metrics, counts, roc } = evaluate(
    holdout,
    scores,
    thresholdsFor(data, trained, decision),
  );
  const report = { rows: holdout.rows.length, decision, counts, metrics };
  return {
    curve: trained.curve,
    metrics,
    datasets: [datasetOf(data.train, "training"), datasetOf(holdout, "validation")],
    model: { features: holdout.features, output, json: trained.json },
    files: [
      { path: "evaluation/report.json", type: "application/json", content: pretty(report) },
      { path: "evaluation/confusion_matrix.csv", type: "text/csv", content: confusionCsv(counts) },
      {
        path: "evaluation/roc_curve.svg",
        type: "image/svg+xml",
        content: rocSvg(roc, metrics["roc_auc"] ?? Number.NaN),
      },
      {
        path: "feature_importance.csv",
        type: "text/csv",
        content: importanceCsv(trained.importance),
      },
    ],
  };
}

function thresholdsFor({ train }: Split, trained: Trained, decision: Decision): Thresholds {
  if ("threshold" in decision) return decision.threshold;
  return parityThresholds(train, trained.score(train.rows), decision.sameShare);
}

function datasetOf(table: Table, context: string): Dataset {
  const columns = [...table.features, "label"];
  return {
    name: table.name,
    digest: digest([table.rows, table.labels]),
    context,
    profile: { num_rows: table.rows.length, num_elements: table.rows.length * columns.length },
    schema: {
      mlflow_colspec: columns.map((name) => ({ type: "double", name, required: true })),
    },
  };
}

export function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
