import type { Metadata } from "next";

import { EmptyState, FilteredAway } from "@/components/blocks/empty-state";
import { FilterField } from "@/components/blocks/filter-field";
import { Page } from "@/components/blocks/page";
import { PageHeader } from "@/components/blocks/page-header";
import { FilterChips, Pager, TableToolbar } from "@/components/blocks/table-toolbar";
import { UnreadAddress } from "@/components/blocks/unread-address";
import { CreateExperiment } from "@/components/experiments/create-experiment";
import { ExperimentTable } from "@/components/experiments/experiment-table";
import { StartTracking } from "@/components/experiments/start-tracking";
import { address } from "@/lib/address";
import { may } from "@/lib/auth/rules";
import { experimentsScreen, type ExperimentListing } from "@/lib/experiments/experiments-screen";
import { experimentsInput, type ExperimentsInput } from "@/lib/experiments/inputs";
import { lifecycles } from "@/lib/experiments/rules";
import { pages, pathTo } from "@/lib/paths";
import { settings } from "@/lib/settings";
import { view } from "@/lib/transport/page";

import {
  createExperimentAction,
  deleteExperimentAction,
  renameExperimentAction,
  restoreExperimentAction,
} from "../actions";

export const metadata: Metadata = { title: "Experiments" };

const list = address(experimentsInput);
type Read = ReturnType<typeof list.read>;

export default async function ExperimentsPage({
  params,
  searchParams,
}: PageProps<"/w/[workspace]/experiments">) {
  const { workspace } = await params;
  const read = list.read(await searchParams);
  const { asked } = read;
  const screen = await view(workspace, async (ctx) => ({
    ...(await experimentsScreen(ctx, asked)),
    now: ctx.now,
    mayWrite: may(ctx.actor, "tracking:write"),
  }));
  const path = pathTo(workspace, pages.experiments);
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
      <Toolbar read={read} path={path} />
      <UnreadAddress faults={read.faults} except={["q"]} />
      <ExperimentTable
        experiments={screen.experiments}
        now={screen.now}
        workspace={workspace}
        mayWrite={screen.mayWrite}
        sort={{ key: asked.sort, direction: asked.direction }}
        sortHref={(sort, direction) => list.link(path, asked, { sort, direction })}
        rename={renameExperimentAction.bind(null, workspace)}
        remove={deleteExperimentAction.bind(null, workspace)}
        restore={restoreExperimentAction.bind(null, workspace)}
        empty={<Empty asked={asked} anyAtAll={screen.anyAtAll} workspace={workspace} />}
      />
      {isUnused(asked, screen.experiments) && (
        <StartTracking workspace={workspace} origin={settings().publicUrl} />
      )}
      <Pager
        previousHref={
          screen.previous === null ? undefined : list.link(path, asked, { cursor: screen.previous })
        }
        nextHref={
          screen.next === null ? undefined : list.link(path, asked, { cursor: screen.next })
        }
      />
    </Page>
  );
}

function Toolbar({ read: { asked, faults }, path }: { read: Read; path: string }) {
  return (
    <TableToolbar
      actions={
        <FilterChips
          label="Lifecycle"
          items={lifecycles.map((lifecycle) => ({
            label: lifecycle === "active" ? "Active" : "Deleted",
            href: list.link(path, asked, { lifecycle }),
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
        error={faults["q"]?.join(" ")}
        hidden={list.query(asked, { q: null })}
        clearHref={list.link(path, asked, { q: null })}
      />
    </TableToolbar>
  );
}

function Empty({
  asked,
  anyAtAll,
  workspace,
}: {
  asked: ExperimentsInput;
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
  return <StartTracking workspace={workspace} origin={settings().publicUrl} />;
}

/** Only the default experiment is there, and nothing was ever logged to it. */
function isUnused(asked: ExperimentsInput, experiments: readonly ExperimentListing[]): boolean {
  const [only] = experiments;
  return (
    asked.q === "" &&
    asked.lifecycle === "active" &&
    experiments.length === 1 &&
    only?.id === "0" &&
    only.lastStartTime === null
  );
}
