import { Download } from "lucide-react";
import type { Metadata } from "next";

import { EmptyState, FilteredAway } from "@/components/blocks/empty-state";
import { FileLink } from "@/components/blocks/file-link";
import { Page } from "@/components/blocks/page";
import { FilterChips, Pager, TableToolbar } from "@/components/blocks/table-toolbar";
import { ExperimentHeader } from "@/components/experiments/experiment-header";
import { RunColumnPicker } from "@/components/experiments/run-column-picker";
import { RunFilter } from "@/components/experiments/run-filter";
import { RunTable } from "@/components/experiments/run-table";
import { RunsBar } from "@/components/experiments/runs-bar";
import { ChartMenu, MetricOverRuns } from "@/components/experiments/runs-chart";
import { StartTracking } from "@/components/experiments/start-tracking";
import { one } from "@/lib/address";
import { may } from "@/lib/auth/rules";
import { getExperiment } from "@/lib/experiments/experiment-queries";
import {
  countedTo,
  runsScreen,
  type RunsAsked,
  type RunsScreen,
} from "@/lib/experiments/runs/runs-screen";
import { formatInteger, plural } from "@/lib/format";
import { api, pages, pathTo, withQuery } from "@/lib/paths";
import { view } from "@/lib/transport/page";

import {
  deleteExperimentAction,
  describeExperimentAction,
  renameExperimentAction,
  restoreExperimentAction,
} from "../actions";
import { deleteRunsAction, restoreRunsAction } from "./actions";

type Props = PageProps<"/w/[workspace]/experiments/[experimentId]">;
type Search = Awaited<Props["searchParams"]>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace, experimentId } = await params;
  const { name } = await view(workspace, (ctx) => getExperiment(ctx, experimentId));
  return { title: name };
}

export default async function ExperimentPage({ params, searchParams }: Props) {
  const { workspace, experimentId } = await params;
  const asked = askedOf(experimentId, await searchParams);
  const screen = await view(workspace, async (ctx) => ({
    ...(await runsScreen(ctx, asked)),
    now: ctx.now,
    mayWrite: may(ctx.actor, "tracking:write"),
  }));
  const path = pathTo(workspace, pages.experiment(experimentId));
  const state = stateOf(asked);
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
        <Toolbar asked={asked} screen={screen} path={path} workspace={workspace} />
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
          path={path}
          state={state}
          sort={{ key: asked.sort, direction: asked.direction }}
          now={screen.now}
          empty={<Empty asked={asked} screen={screen} path={path} workspace={workspace} />}
        />
        <Pages asked={asked} screen={screen} path={path} />
      </div>
    </Page>
  );
}

type Part = { asked: RunsAsked; screen: RunsScreen; path: string; workspace: string };

function Toolbar({ asked, screen, path, workspace }: Part) {
  const state = stateOf(asked);
  const { filter: _, ...kept } = state;
  return (
    <TableToolbar
      actions={
        <>
          <FilterChips
            label="Lifecycle"
            items={[
              {
                label: "Active",
                href: withQuery(path, { ...state, lifecycle: null }),
                active: asked.lifecycle === "active",
                count: screen.head.activeRuns,
              },
              {
                label: "Deleted",
                href: withQuery(path, { ...state, lifecycle: "deleted" }),
                active: asked.lifecycle === "deleted",
                count: screen.head.deletedRuns,
              },
            ]}
          />
          <ChartMenu
            metrics={screen.columns.filter(({ kind }) => kind === "metric")}
            chosen={asked.chart}
            hrefOf={(chart) => withQuery(path, { ...state, chart })}
          />
          <RunColumnPicker keys={screen.keys} visible={screen.columns.map(({ id }) => id)} />
          <FileLink
            href={pathTo(workspace, api.runsCsv, {
              ...state,
              chart: null,
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
        hidden={Object.fromEntries(
          Object.entries(kept).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
        )}
        clearHref={withQuery(path, kept)}
      />
    </TableToolbar>
  );
}

function Pages({ asked, screen, path }: Omit<Part, "workspace">) {
  const state = stateOf(asked);
  const { previous, next } = screen;
  return (
    <Pager
      summary={screen.rows.length > 0 ? matchingText(screen.matching, asked) : undefined}
      previousHref={previous === null ? undefined : withQuery(path, { ...state, before: previous })}
      nextHref={next === null ? undefined : withQuery(path, { ...state, after: next })}
    />
  );
}

function Empty({ asked, screen, path, workspace }: Part) {
  if (screen.fault)
    return <EmptyState title="The filter cannot be read">Its fault is told above.</EmptyState>;
  if (asked.filter !== "")
    return (
      <FilteredAway what="runs" clearHref={withQuery(path, { ...stateOf(asked), filter: null })} />
    );
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
  return <StartTracking workspace={workspace} experiment={screen.head.name} />;
}

function matchingText(matching: number, { filter }: RunsAsked): string {
  const count =
    matching >= countedTo ? `${formatInteger(countedTo)} or more runs` : plural(matching, "run");
  return filter === "" ? count : `${count} match`;
}

function askedOf(experimentId: string, search: Search): RunsAsked {
  return {
    experimentId,
    filter: one(search["filter"]) ?? "",
    sort: one(search["sort"]) ?? "start_time",
    direction: one(search["direction"]) === "asc" ? "asc" : "desc",
    lifecycle: one(search["lifecycle"]) === "deleted" ? "deleted" : "active",
    columns: one(search["columns"]),
    chart: one(search["chart"]),
    after: one(search["after"]),
    before: one(search["before"]),
  };
}

/** The address without the place in the list: a new filter, sort or column starts from the first page. */
function stateOf(asked: RunsAsked) {
  return {
    filter: asked.filter === "" ? null : asked.filter,
    sort: asked.sort === "start_time" ? null : asked.sort,
    direction: asked.direction === "desc" ? null : asked.direction,
    lifecycle: asked.lifecycle === "active" ? null : asked.lifecycle,
    columns: asked.columns ?? null,
    chart: asked.chart ?? null,
  };
}
