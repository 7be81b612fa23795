import { EmptyState } from "@/components/blocks/empty-state";
import { CurvesPanel } from "@/components/experiments/curves-panel";
import { RunHeader } from "@/components/experiments/run-header";
import { may } from "@/lib/auth/rules";
import { runHead } from "@/lib/experiments/screen-run";
import { view } from "@/lib/transport/page";

import { manageActions } from "./manage";

export async function CurvesTab({ workspace, runId }: { workspace: string; runId: string }) {
  const { run, experiment, mayWrite } = await view(workspace, async (ctx) => ({
    ...(await runHead(ctx, runId)),
    mayWrite: may(ctx.actor, "tracking:write"),
  }));
  // What has a history first: a metric logged once is a point, not a curve.
  const metrics = run.metrics.toSorted((a, b) => Number(b.step > 0) - Number(a.step > 0));
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
          title="No metrics logged"
          code={[
            {
              label: "Python",
              text: 'for step, loss in enumerate(losses):\n    mlflow.log_metric("loss", loss, step=step)',
            },
          ]}
        />
      ) : (
        <CurvesPanel
          workspace={workspace}
          runs={[{ id: run.id, name: run.name, running: run.status === "RUNNING" }]}
          metrics={metrics.map(({ key }) => key)}
        />
      )}
    </>
  );
}
