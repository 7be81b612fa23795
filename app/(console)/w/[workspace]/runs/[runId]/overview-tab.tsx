import { FindRows } from "@/components/blocks/find-rows";
import type { FormAction } from "@/components/blocks/use-action-form";
import { NotePanel } from "@/components/experiments/note-panel";
import { RegisterVersion } from "@/components/experiments/register-version";
import { RunDatasets } from "@/components/experiments/run-datasets";
import { RunEnvironment } from "@/components/experiments/run-environment";
import { RunCode, RunDetails, RunFacts, RunFamily } from "@/components/experiments/run-facts";
import { RunHeader } from "@/components/experiments/run-header";
import { RunModels } from "@/components/experiments/run-models";
import { RunMetrics, RunParams } from "@/components/experiments/run-tables";
import { RunTags } from "@/components/experiments/run-tags";
import { RunVersions } from "@/components/registry/run-versions";
import { may } from "@/lib/auth/rules";
import { mostRows } from "@/lib/excerpt";
import { curveKeys } from "@/lib/experiments/curves/curves-screen";
import { mlflowTags } from "@/lib/experiments/mlflow-tags";
import { runScreen, type RunScreen } from "@/lib/experiments/runs/run-screen";
import { pages, pathTo } from "@/lib/paths";
import { versionsOfRun, type VersionRecord } from "@/lib/registry/queries";
import { searchModels } from "@/lib/registry/search-queries";
import { view } from "@/lib/transport/page";

import { registerVersionAction, removeRunTagAction, setRunTagAction } from "./actions";
import { manageActions } from "./manage";

const everyModel = { filter: "", orderBy: [], cursor: "" };

export async function OverviewTab({
  workspace,
  runId,
  find,
}: {
  workspace: string;
  runId: string;
  find: string;
}) {
  const screen = await view(workspace, async (ctx) => ({
    ...(await runScreen(ctx, runId)),
    curves: new Set(await curveKeys(ctx, [runId])),
    versions: await versionsOfRun(ctx, runId),
    modelNames: (await searchModels(ctx, { ...everyModel, limit: 200 })).rows.map(
      ({ name }) => name,
    ),
    now: ctx.now,
    mayWrite: may(ctx.actor, "tracking:write"),
    mayRegister: may(ctx.actor, "model:write"),
  }));
  const { run, now } = screen;
  const editable = screen.mayWrite && run.lifecycle === "active";
  const setTag = setRunTagAction.bind(null, workspace);
  const removeTag = removeRunTagAction.bind(null, workspace);

  return (
    <>
      <RunHeader
        run={run}
        experiment={screen.experiment}
        workspace={workspace}
        tab="overview"
        actions={screen.mayWrite ? manageActions(workspace) : undefined}
      >
        {screen.mayRegister && screen.registrable.length > 0 && (
          <RegisterVersion
            runId={run.id}
            sources={screen.registrable}
            modelNames={screen.modelNames}
            action={registerVersionAction.bind(null, workspace)}
          />
        )}
      </RunHeader>
      <RunFacts run={run} now={now} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(18rem,24rem)]">
        <Numbers screen={screen} workspace={workspace} find={find} />
        <Aside
          screen={screen}
          workspace={workspace}
          edit={editable ? { set: setTag, remove: removeTag } : undefined}
        />
      </div>
    </>
  );
}

function isLong({ metrics, params }: RunScreen["run"]): boolean {
  return Math.max(metrics.length, Object.keys(params).length) > mostRows;
}

/** What was measured, and what with. */
function Numbers({
  screen,
  workspace,
  find,
}: {
  screen: RunScreen & { now: Date; curves: ReadonlySet<string> };
  workspace: string;
  find: string;
}) {
  const { run } = screen;
  return (
    <div className="min-w-0 space-y-6">
      {(isLong(run) || find !== "") && (
        <FindRows label="Find a metric or parameter" find={find} keep={{}} />
      )}
      <RunMetrics
        run={run}
        now={screen.now}
        find={find}
        curves={screen.curves}
        curvesHref={pathTo(workspace, pages.run(run.id), { tab: "curves" })}
      />
      <RunParams run={run} find={find} />
      <RunDatasets datasets={run.datasets} />
      <RunEnvironment files={screen.environment} />
    </div>
  );
}

/** What surrounds the numbers: what became of the run, its note, its family, code and tags. */
function Aside({
  screen,
  workspace,
  edit,
}: {
  screen: RunScreen & { versions: VersionRecord[] };
  workspace: string;
  edit: { set: FormAction; remove: FormAction } | undefined;
}) {
  const { run } = screen;
  return (
    <div className="min-w-0 space-y-6">
      <RunVersions versions={screen.versions} workspace={workspace} />
      <RunModels models={screen.loggedModels} workspace={workspace} />
      <NotePanel
        note={run.tags[mlflowTags.note] ?? ""}
        subject={{ runId: run.id }}
        action={edit?.set}
      />
      <RunFamily parent={screen.parent} runs={screen.children} workspace={workspace} />
      <RunCode run={run} />
      <RunTags tags={run.tags} subject={{ runId: run.id }} edit={edit} />
      <RunDetails run={run} />
    </div>
  );
}
