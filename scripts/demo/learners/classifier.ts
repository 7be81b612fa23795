import { confusionCsv, importanceCsv, pretty, rocSvg } from "../files";
import type { Dataset, Outcome } from "../story";
import { evaluate, parityThresholds, type Thresholds } from "./evaluate";
import type { Trained } from "./model";
import { digest, type Split, type Table } from "./table";

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
