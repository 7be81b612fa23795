import { EmptyState } from "@/components/blocks/empty-state";
import { ButtonLink } from "@/components/ui/button";
import { pages, pathTo, trackingUri } from "@/lib/paths";

/** The exact lines that fill an empty workspace from an unmodified MLflow client. */
export function StartTracking({
  workspace,
  origin,
  experiment = "my-first-experiment",
}: {
  workspace: string;
  /** Where a client on another machine reaches this server. */
  origin: string;
  experiment?: string;
}) {
  return (
    <EmptyState
      title="No runs have been logged yet"
      code={[
        {
          label: "Shell",
          text: `pip install mlflow\nexport MLFLOW_TRACKING_URI=${trackingUri(origin, workspace)}\nexport MLFLOW_TRACKING_TOKEN=gh_…   # your API key`,
        },
        {
          label: "Python",
          text: `import mlflow

mlflow.set_experiment(${JSON.stringify(experiment)})
with mlflow.start_run():
    mlflow.log_param("learning_rate", 0.01)
    mlflow.log_metric("accuracy", 0.93)`,
        },
      ]}
      action={
        <ButtonLink variant="primary" href={pathTo(workspace, pages.keys)}>
          Make an API key
        </ButtonLink>
      }
    >
      Point an MLflow client here. No code changes: two environment variables are enough.
    </EmptyState>
  );
}
