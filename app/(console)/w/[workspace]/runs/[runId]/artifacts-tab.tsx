import Link from "next/link";
import { Fragment } from "react";

import { ArtifactBrowser } from "@/components/experiments/artifact-browser";
import { RunHeader } from "@/components/experiments/run-header";
import { may } from "@/lib/auth/rules";
import { loggedModelsOfRun } from "@/lib/experiments/logged-models/logged-model-screen";
import { artifactsScreen } from "@/lib/experiments/runs/artifacts-screen";
import { runHead } from "@/lib/experiments/runs/run-screen";
import { pages, pathTo, withQuery } from "@/lib/paths";
import { view } from "@/lib/transport/page";

import { manageActions } from "./manage";

export async function ArtifactsTab({
  workspace,
  runId,
  open,
  find,
}: {
  workspace: string;
  runId: string;
  open: string;
  find: string;
}) {
  const screen = await view(workspace, async (ctx) => {
    const head = await runHead(ctx, runId);
    return {
      ...head,
      artifacts: await artifactsScreen(ctx, head.run.artifactUri, { open, find }),
      models: await loggedModelsOfRun(ctx, runId),
      mayWrite: may(ctx.actor, "tracking:write"),
    };
  });
  const path = pathTo(workspace, pages.run(runId));
  return (
    <>
      <RunHeader
        run={screen.run}
        experiment={screen.experiment}
        workspace={workspace}
        tab="artifacts"
        actions={screen.mayWrite ? manageActions(workspace) : undefined}
      />
      {screen.models.length > 0 && (
        <p className="text-muted text-sm">
          Files of the models this run logged lie with each model:{" "}
          {screen.models.map(({ id, name }, place) => (
            <Fragment key={id}>
              {place > 0 && ", "}
              <Link className="link" href={pathTo(workspace, pages.loggedModel(id))}>
                {name}
              </Link>
            </Fragment>
          ))}
          .
        </p>
      )}
      <ArtifactBrowser
        screen={screen.artifacts}
        open={open}
        workspace={workspace}
        keep={{ tab: "artifacts", path: open || null }}
        hrefOf={(file) => withQuery(path, { tab: "artifacts", path: file, find: find || null })}
      />
    </>
  );
}
