import { Download } from "lucide-react";
import type { Metadata } from "next";

import { EmptyState, FilteredAway } from "@/components/blocks/empty-state";
import { FileLink } from "@/components/blocks/file-link";
import { Page } from "@/components/blocks/page";
import { FilterChips, Pager, TableToolbar } from "@/components/blocks/table-toolbar";
import { UnreadAddress } from "@/components/blocks/unread-address";
import { ExperimentHeader } from "@/components/experiments/experiment-header";
import { RunColumnPicker } from "@/components/experiments/run-column-picker";
import { RunFilter } from "@/components/experiments/run-filter";
import { RunTable } from "@/components/experiments/run-table";
import { RunsBar } from "@/components/experiments/runs-bar";
import { ChartMenu, MetricOverRuns } from "@/components/experiments/runs-chart";
import { StartTracking } from "@/components/experiments/start-tracking";
import { address } from "@/lib/address";
import { may } from "@/lib/auth/rules";
import { getExperiment } from "@/lib/experiments/experiment-queries";
import { runsPageInput, type RunsInput } from "@/lib/experiments/inputs";
import { countedTo, runsScreen, type RunsScreen } from "@/lib/experiments/runs/runs-screen";
import { formatInteger, plural } from "@/lib/format";
import { api, pages, pathTo } from "@/lib/paths";
import { settings } from "@/lib/settings";
import { view } from "@/lib/transport/page";

import {
  deleteExperimentAction,
  describeExperimentAction,
  renameExperimentAction,
  restoreExperimentAction,
} from "../actions";
import { deleteRunsAction, restoreRunsAction } from "./actions";

type Props = PageProps<"/w/[workspace]/experiments/[experimentId]">;
type List = ReturnType<typeof listOf>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace, experimentId } = await params;
  const { name } = await view(workspace, (ctx) => getExperiment(ctx, experimentId));
  return { title: name };
}

export default async function ExperimentPage({ params, searchParams }: Props) {
  const { workspace, experimentId } = await params;
  const list = listOf(experimentId);
  const { asked, faults } = list.read(await searchParams);
  const screen = await view(workspace, async (ctx) => ({
    ...(await runsScreen(ctx, asked)),
    now: ctx.now,
    mayWrite: may(ctx.actor, "tracking:write"),
  }));
  const part = { list, asked, path: pathTo(workspace, pages.experiment(experimentId)), workspace };
  const change = asked.lifecycle === "deleted" ? restoreRunsAction : deleteRunsAction;

  return (
    <Page>
      <ExperimentHeader
        head={screen.head}
        workspace={workspace}
        now={screen.now}
        actions={
          screen.mayWrite
            ? {
                rename: renameExperimentAction.bind(null, workspace),
                describe: describeExperimentAction.bind(null, workspace),
                remove: deleteExperimentAction.bind(null, workspace),
                restore: restoreExperimentAction.bind(null, workspace),
              }
            : undefined
        }
      />
      <div className="space-y-3">
        <Toolbar {...part} screen={screen} />
        <UnreadAddress faults={faults} />
        {screen.chart && <MetricOverRuns chart={screen.chart} />}
        <RunsBar
          workspace={workspace}
          lifecycle={asked.lifecycle}
          change={screen.mayWrite ? change.bind(null, workspace) : undefined}
        />
        <RunTable
          rows={screen.rows}
          columns={screen.columns}
          workspace={workspace}
          sort={{ key: asked.sort, direction: asked.direction }}
          sortHref={(sort, direction) => list.link(part.path, asked, { sort, direction })}
          now={screen.now}
          empty={<Empty {...part} screen={screen} />}
        />
        <Pages {...part} screen={screen} />
      </div>
    </Page>
  );
}

/** An experiment's runs by the schema that REST reads them with, and a metric to draw. */
function listOf(experimentId: string) {
  return address(runsPageInput, { experimentId });
}

type Part = {
  list: List;
  asked: RunsInput;
  screen: RunsScreen;
  path: string;
  workspace: string;
};

function Toolbar({ list, asked, screen, path, workspace }: Part) {
  return (
    <TableToolbar
      actions={
        <>
          <FilterChips
            label="Lifecycle"
            items={[
              {
                label: "Active",
                href: list.link(path, asked, { lifecycle: "active" }),
                active: asked.lifecycle === "active",
                count: screen.head.activeRuns,
              },
              {
                label: "Deleted",
                href: list.link(path, asked, { lifecycle: "deleted" }),
                active: asked.lifecycle === "deleted",
                count: screen.head.deletedRuns,
              },
            ]}
          />
          <ChartMenu
            metrics={screen.columns.filter(({ kind }) => kind === "metric")}
            chosen={asked.chart}
            hrefOf={(chart) => list.link(path, asked, { chart })}
          />
          <RunColumnPicker keys={screen.keys} visible={screen.columns.map(({ id }) => id)} />
          <FileLink
            href={pathTo(workspace, api.runsCsv, {
              ...list.query(asked, { chart: null, limit: null }),
              experimentId: asked.experimentId,
            })}
            icon={<Download aria-hidden />}
          >
            CSV
          </FileLink>
        </>
      }
    >
      <RunFilter
        workspace={workspace}
        experimentId={asked.experimentId}
        value={asked.filter}
        fault={screen.fault}
        hidden={list.query(asked, { filter: null })}
        clearHref={list.link(path, asked, { filter: null })}
      />
    </TableToolbar>
  );
}

function Pages({ list, asked, screen, path }: Omit<Part, "workspace">) {
  const { previous, next } = screen;
  return (
    <Pager
      summary={screen.rows.length > 0 ? matchingText(screen.matching, asked) : undefined}
      previousHref={previous === null ? undefined : list.link(path, asked, { cursor: previous })}
      nextHref={next === null ? undefined : list.link(path, asked, { cursor: next })}
    />
  );
}

function Empty({ list, asked, screen, path, workspace }: Part) {
  if (screen.fault)
    return <EmptyState title="The filter cannot be read">Its fault is told above.</EmptyState>;
  if (asked.filter !== "")
    return <FilteredAway what="runs" clearHref={list.link(path, asked, { filter: null })} />;
  if (screen.head.lifecycle === "deleted" && asked.lifecycle === "active")
    return (
      <EmptyState title="This experiment is deleted">
        Its runs stand among the deleted ones. Restore the experiment to log to it again.
      </EmptyState>
    );
  if (asked.lifecycle === "deleted")
    return (
      <EmptyState title="No deleted runs">
        Runs you delete are kept here and can be restored.
      </EmptyState>
    );
  return (
    <StartTracking
      workspace={workspace}
      origin={settings().publicUrl}
      experiment={screen.head.name}
    />
  );
}

function matchingText(matching: number, { filter }: RunsInput): string {
  const count =
    matching >= countedTo ? `${formatInteger(countedTo)} or more runs` : plural(matching, "run");
  return filter === "" ? count : `${count} match`;
}
