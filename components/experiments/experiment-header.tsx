import { ArchiveRestore, NotebookPen, Pencil, Trash2 } from "lucide-react";

import { ConfirmDialog } from "@/components/blocks/confirm-dialog";
import { PageHeader } from "@/components/blocks/page-header";
import { RelativeTime } from "@/components/blocks/relative-time";
import type { FormAction } from "@/components/blocks/use-action-form";
import { EditNote } from "@/components/experiments/edit-tag";
import { Rename } from "@/components/experiments/rename";
import { LifecycleBadge } from "@/components/experiments/status-badges";
import { TagList } from "@/components/experiments/tag-list";
import { Button, IconButton } from "@/components/ui/button";
import type { ExperimentHead } from "@/lib/experiments/experiment-screen";
import { pages, pathTo } from "@/lib/paths";

type Actions = {
  rename: FormAction;
  describe: FormAction;
  remove: FormAction;
  restore: FormAction;
};

export function ExperimentHeader({
  head,
  workspace,
  now,
  actions,
}: {
  head: ExperimentHead;
  workspace: string;
  now: Date;
  /** Absent for those who may only read. */
  actions?: Actions | undefined;
}) {
  return (
    <PageHeader
      title={head.name}
      breadcrumbs={[{ label: "Experiments", href: pathTo(workspace, pages.experiments) }]}
      badges={
        <>
          {head.lifecycle === "deleted" && <LifecycleBadge lifecycle={head.lifecycle} />}
          <TagList tags={head.tags} limit={4} none={null} />
        </>
      }
      description={
        <>
          {head.description !== "" && (
            <span className="block whitespace-pre-wrap">{head.description}</span>
          )}
          <span>
            Experiment <span className="num font-mono text-xs">{head.id}</span>
            {head.createdByName !== "" && `, created by ${head.createdByName}`}, last run{" "}
            <RelativeTime at={head.lastStartTime} now={now} />
          </span>
        </>
      }
      actions={actions && <Manage head={head} actions={actions} />}
    />
  );
}

function Manage({ head, actions }: { head: ExperimentHead; actions: Actions }) {
  const hidden = { experimentId: head.id };
  if (head.lifecycle === "deleted")
    return (
      <ConfirmDialog
        trigger={<Button icon={<ArchiveRestore aria-hidden />}>Restore</Button>}
        title={`Restore ${head.name}`}
        consequence="The experiment and the runs deleted with it become visible again."
        confirm="Restore experiment"
        tone="primary"
        hidden={hidden}
        action={actions.restore}
        done="Experiment restored"
      />
    );
  return (
    <>
      <EditNote
        trigger={<IconButton label="Describe this experiment" icon={<NotebookPen aria-hidden />} />}
        title="Describe this experiment"
        note={head.description}
        action={actions.describe}
        subject={hidden}
      />
      <Rename
        trigger={<IconButton label="Rename this experiment" icon={<Pencil aria-hidden />} />}
        title="Rename this experiment"
        name={head.name}
        field="name"
        action={actions.rename}
        hidden={hidden}
      />
      {head.id !== "0" && (
        <ConfirmDialog
          trigger={<IconButton label="Delete this experiment" icon={<Trash2 aria-hidden />} />}
          title={`Delete ${head.name}`}
          consequence="The experiment and its runs disappear from lists and refuse new data. They can be restored, and the name stays taken."
          confirm="Delete experiment"
          tone="danger"
          hidden={hidden}
          action={actions.remove}
          done="Experiment deleted"
        />
      )}
    </>
  );
}
