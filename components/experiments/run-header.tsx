import { ArchiveRestore, Braces, Pencil, Trash2 } from "lucide-react";
import type { ReactNode } from "react";

import { ConfirmDialog } from "@/components/blocks/confirm-dialog";
import { FileLink } from "@/components/blocks/file-link";
import { PageHeader } from "@/components/blocks/page-header";
import { TabsNav } from "@/components/blocks/tabs-nav";
import type { FormAction } from "@/components/blocks/use-action-form";
import { Rename } from "@/components/experiments/rename";
import { LifecycleBadge, RunStatusBadge } from "@/components/experiments/status-badges";
import { Button, IconButton } from "@/components/ui/button";
import type { RunRecord } from "@/lib/experiments/runs/run-queries";
import { shortId } from "@/lib/format";
import { api, pages, pathTo, withQuery } from "@/lib/paths";
import { shownName } from "@/lib/readable-name";

export type RunTab = "overview" | "curves" | "artifacts";

type Props = {
  run: RunRecord;
  experiment: { id: string; name: string };
  workspace: string;
  tab: RunTab;
  /** Absent for those who may only read. */
  actions?: { rename: FormAction; remove: FormAction; restore: FormAction } | undefined;
  children?: ReactNode;
};

export function RunHeader({ run, experiment, workspace, tab, actions, children }: Props) {
  const path = pathTo(workspace, pages.run(run.id));
  return (
    <div className="space-y-4">
      <PageHeader
        title={shownName(run.name, `Run ${shortId(run.id)}`)}
        breadcrumbs={[
          { label: "Experiments", href: pathTo(workspace, pages.experiments) },
          { label: experiment.name, href: pathTo(workspace, pages.experiment(experiment.id)) },
        ]}
        badges={
          <>
            <RunStatusBadge status={run.status} />
            {run.lifecycle === "deleted" && <LifecycleBadge lifecycle={run.lifecycle} />}
          </>
        }
        actions={
          <>
            {children}
            <FileLink
              href={pathTo(workspace, api.run(run.id))}
              icon={<Braces aria-hidden />}
              download={false}
            >
              JSON
            </FileLink>
            {actions && <Manage run={run} actions={actions} />}
          </>
        }
      />
      <TabsNav
        label="Parts of the run"
        items={[
          { href: path, label: "Overview", active: tab === "overview" },
          { href: withQuery(path, { tab: "curves" }), label: "Curves", active: tab === "curves" },
          {
            href: withQuery(path, { tab: "artifacts" }),
            label: "Artifacts",
            active: tab === "artifacts",
          },
        ]}
      />
    </div>
  );
}

function Manage({ run, actions }: { run: RunRecord; actions: NonNullable<Props["actions"]> }) {
  const hidden = { runId: run.id };
  if (run.lifecycle === "deleted")
    return (
      <ConfirmDialog
        trigger={<Button icon={<ArchiveRestore aria-hidden />}>Restore</Button>}
        title="Restore this run"
        consequence="The run appears in its experiment again and accepts new data."
        confirm="Restore run"
        tone="primary"
        hidden={hidden}
        action={actions.restore}
        done="Run restored"
      />
    );
  return (
    <>
      <Rename
        trigger={<IconButton label="Rename this run" icon={<Pencil aria-hidden />} />}
        title="Rename this run"
        name={run.name}
        field="name"
        action={actions.rename}
        hidden={hidden}
      />
      <ConfirmDialog
        trigger={<IconButton label="Delete this run" icon={<Trash2 aria-hidden />} />}
        title="Delete this run"
        consequence="The run leaves its experiment's table and refuses new data. Nothing is lost: it can be restored, and versions made from it keep their evidence."
        confirm="Delete run"
        tone="danger"
        hidden={hidden}
        action={actions.remove}
        done="Run deleted"
      />
    </>
  );
}
