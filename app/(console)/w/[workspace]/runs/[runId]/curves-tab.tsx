import { EmptyState } from "@/components/blocks/empty-state";
import { CurvesPanel } from "@/components/experiments/curves-panel";
import { RunHeader } from "@/components/experiments/run-header";
import { may } from "@/lib/auth/rules";
import { curveKeys } from "@/lib/experiments/curves/curves-screen";
import { runHead } from "@/lib/experiments/runs/run-screen";
import { view } from "@/lib/transport/page";

import { manageActions } from "./manage";

export async function CurvesTab({ workspace, runId }: { workspace: string; runId: string }) {
  const { run, experiment, metrics, mayWrite } = await view(workspace, async (ctx) => ({
    ...(await runHead(ctx, runId)),
    metrics: await curveKeys(ctx, [runId]),
    mayWrite: may(ctx.actor, "tracking:write"),
  }));
  return (
    <>
      <RunHeader
        run={run}
        experiment={experiment}
        workspace={workspace}
        tab="curves"
        actions={mayWrite ? manageActions(workspace) : undefined}
      />
      {metrics.length === 0 ? (
        <EmptyState
          title="No metric has a history"
          code={[
            {
              label: "Python",
              text: 'for step, loss in enumerate(losses):\n    mlflow.log_metric("loss", loss, step=step)',
            },
          ]}
        >
          {run.metrics.length > 0 &&
            "Its metrics were logged once each; their values are in the overview."}
        </EmptyState>
      ) : (
        <CurvesPanel
          workspace={workspace}
          runs={[
            {
              id: run.id,
              name: run.name,
              running: run.status === "RUNNING",
              startTime: run.startTime,
            },
          ]}
          metrics={metrics}
        />
      )}
    </>
  );
}
