import type { Metadata } from "next";

import { EmptyState, FilteredAway } from "@/components/blocks/empty-state";
import { FilterField } from "@/components/blocks/filter-field";
import { Page } from "@/components/blocks/page";
import { PageHeader } from "@/components/blocks/page-header";
import { FilterChips, Pager, TableToolbar } from "@/components/blocks/table-toolbar";
import { CreateExperiment } from "@/components/experiments/create-experiment";
import { ExperimentTable } from "@/components/experiments/experiment-table";
import { StartTracking } from "@/components/experiments/start-tracking";
import { one } from "@/lib/address";
import { may } from "@/lib/auth/rules";
import {
  experimentsScreen,
  type ExperimentListing,
  type ExperimentsAsked,
} from "@/lib/experiments/experiments-screen";
import { experimentSorts } from "@/lib/experiments/inputs";
import { pages, pathTo, withQuery } from "@/lib/paths";
import { view } from "@/lib/transport/page";

import {
  createExperimentAction,
  deleteExperimentAction,
  renameExperimentAction,
  restoreExperimentAction,
} from "../actions";

export const metadata: Metadata = { title: "Experiments" };

type Search = Awaited<PageProps<"/w/[workspace]/experiments">["searchParams"]>;

export default async function ExperimentsPage({
  params,
  searchParams,
}: PageProps<"/w/[workspace]/experiments">) {
  const { workspace } = await params;
  const asked = askedOf(await searchParams);
  const screen = await view(workspace, async (ctx) => ({
    ...(await experimentsScreen(ctx, asked)),
    now: ctx.now,
    mayWrite: may(ctx.actor, "tracking:write"),
  }));
  const path = pathTo(workspace, pages.experiments);
  const state = {
    q: asked.q,
    sort: asked.sort,
    direction: asked.descending ? "desc" : "asc",
    lifecycle: asked.lifecycle === "deleted" ? "deleted" : null,
  };
  const create = screen.mayWrite && (
    <CreateExperiment action={createExperimentAction.bind(null, workspace)} />
  );

  return (
    <Page>
      <PageHeader
        title="Experiments"
        description="Runs that belong together: one question, tried many ways."
        actions={create}
      />
      <Toolbar asked={asked} path={path} state={state} />
      <ExperimentTable
        experiments={screen.experiments}
        now={screen.now}
        workspace={workspace}
        mayWrite={screen.mayWrite}
        sort={{ key: asked.sort, direction: asked.descending ? "desc" : "asc" }}
        state={state}
        rename={renameExperimentAction.bind(null, workspace)}
        remove={deleteExperimentAction.bind(null, workspace)}
        restore={restoreExperimentAction.bind(null, workspace)}
        empty={<Empty asked={asked} anyAtAll={screen.anyAtAll} workspace={workspace} />}
      />
      {isUnused(asked, screen.experiments) && <StartTracking workspace={workspace} />}
      <Pager
        {...(screen.previous === null
          ? {}
          : { previousHref: withQuery(path, { ...state, before: screen.previous }) })}
        {...(screen.next === null
          ? {}
          : { nextHref: withQuery(path, { ...state, after: screen.next }) })}
      />
    </Page>
  );
}

function Toolbar({
  asked,
  path,
  state,
}: {
  asked: ExperimentsAsked;
  path: string;
  state: Record<string, string | null>;
}) {
  return (
    <TableToolbar
      actions={
        <FilterChips
          label="Lifecycle"
          items={(["active", "deleted"] as const).map((lifecycle) => ({
            label: lifecycle === "active" ? "Active" : "Deleted",
            href: withQuery(path, {
              ...state,
              lifecycle: lifecycle === "deleted" ? lifecycle : null,
            }),
            active: asked.lifecycle === lifecycle,
          }))}
        />
      }
    >
      <FilterField
        name="q"
        label="Search experiments by name or tag"
        value={asked.q}
        placeholder="Name or tag"
        hidden={hiddenOf({ ...state, q: null })}
        clearHref={withQuery(path, { ...state, q: null })}
      />
    </TableToolbar>
  );
}

function Empty({
  asked,
  anyAtAll,
  workspace,
}: {
  asked: ExperimentsAsked;
  anyAtAll: boolean;
  workspace: string;
}) {
  if (asked.q !== "")
    return <FilteredAway what="experiments" clearHref={pathTo(workspace, pages.experiments)} />;
  if (asked.lifecycle === "deleted")
    return (
      <EmptyState title="No deleted experiments">
        An experiment you delete is kept here and can be restored.
      </EmptyState>
    );
  if (anyAtAll) return <EmptyState title="No experiments on this page" />;
  return <StartTracking workspace={workspace} />;
}

/** Only the default experiment is there, and nothing was ever logged to it. */
function isUnused(asked: ExperimentsAsked, experiments: readonly ExperimentListing[]): boolean {
  const [only] = experiments;
  return (
    asked.q === "" &&
    asked.lifecycle === "active" &&
    experiments.length === 1 &&
    only?.id === "0" &&
    only.lastRunAt === null
  );
}

function askedOf(search: Search): ExperimentsAsked {
  const sort = experimentSorts.find((name) => name === one(search["sort"])) ?? "activity";
  const direction = one(search["direction"]);
  return {
    q: one(search["q"]) ?? "",
    sort,
    descending: direction === undefined ? sort !== "name" : direction === "desc",
    lifecycle: one(search["lifecycle"]) === "deleted" ? "deleted" : "active",
    after: one(search["after"]),
    before: one(search["before"]),
  };
}

function hiddenOf(state: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(state).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}
