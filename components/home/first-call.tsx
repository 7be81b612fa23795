import { EmptyState } from "@/components/blocks/empty-state";
import { ButtonLink } from "@/components/ui/button";
import { pages, pathTo, trackingUri } from "@/lib/paths";

/** A fresh workspace: the exact first call, and what will stand here afterwards. */
export function FirstCall({ workspace, origin }: { workspace: string; origin: string }) {
  return (
    <EmptyState
      title="Log a first run"
      code={[
        {
          label: "In the shell that trains",
          text: [
            `export MLFLOW_TRACKING_URI=${trackingUri(origin, workspace)}`,
            "export MLFLOW_TRACKING_TOKEN=<your API key>",
          ].join("\n"),
        },
        {
          label: "train.py",
          text: [
            "import mlflow",
            "",
            'mlflow.set_experiment("first")',
            "with mlflow.start_run():",
            '    mlflow.log_param("depth", 4)',
            '    mlflow.log_metric("auc", 0.81)',
          ].join("\n"),
        },
      ]}
      action={
        <ButtonLink href={pathTo(workspace, pages.keys)} variant="primary">
          Make an API key
        </ButtonLink>
      }
    >
      Training code stays as it is: any MLflow client from 2.22 on logs here. Then register a
      version, ask for its promotion, and this page shows what waits for you, what is at risk and
      what was decided.
    </EmptyState>
  );
}
