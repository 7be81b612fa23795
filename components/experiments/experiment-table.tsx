import { ArchiveRestore, Pencil, Trash2 } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

import { ConfirmDialog } from "@/components/blocks/confirm-dialog";
import { DataTable, type Column, type Sort } from "@/components/blocks/data-table";
import { RelativeTime } from "@/components/blocks/relative-time";
import type { FormAction } from "@/components/blocks/use-action-form";
import { Rename } from "@/components/experiments/rename";
import { TagList } from "@/components/experiments/tag-list";
import { Button, IconButton } from "@/components/ui/button";
import type { ExperimentListing } from "@/lib/experiments/experiments-screen";
import { formatInteger } from "@/lib/format";
import type { Direction } from "@/lib/paging";
import { pages, pathTo } from "@/lib/paths";

type Props = {
  experiments: readonly ExperimentListing[];
  now: Date;
  workspace: string;
  mayWrite: boolean;
  sort: Sort;
  sortHref: (key: string, direction: Direction) => string;
  rename: FormAction;
  remove: FormAction;
  restore: FormAction;
  empty: ReactNode;
};

export function ExperimentTable(props: Props) {
  const { experiments, sort, sortHref, empty } = props;
  return (
    <DataTable
      caption="Experiments"
      columns={columnsOf(props)}
      rows={[...experiments]}
      rowKey={(experiment) => experiment.id}
      sort={sort}
      sortHref={sortHref}
      empty={empty}
    />
  );
}

function columnsOf({ workspace, now, mayWrite, ...actions }: Props): Column<ExperimentListing>[] {
  const columns: Column<ExperimentListing>[] = [
    {
      key: "name",
      header: "Name",
      sortable: true,
      heading: true,
      cell: (experiment) => (
        <Link href={pathTo(workspace, pages.experiment(experiment.id))}>{experiment.name}</Link>
      ),
    },
    {
      key: "runs",
      header: "Runs",
      sortable: true,
      align: "right",
      cell: (experiment) => formatInteger(experiment.runs),
    },
    {
      key: "activity",
      header: "Last run",
      sortable: true,
      nowrap: true,
      cell: (experiment) => <RelativeTime at={experiment.lastStartTime} now={now} />,
    },
    {
      key: "creator",
      header: "Created by",
      nowrap: true,
      cell: (experiment) => experiment.createdByName || "–",
    },
    {
      key: "created",
      header: "Created",
      sortable: true,
      nowrap: true,
      cell: (experiment) => <RelativeTime at={experiment.createdAt} now={now} />,
    },
    { key: "tags", header: "Tags", cell: (experiment) => <TagList tags={experiment.tags} /> },
  ];
  if (mayWrite)
    columns.push({
      key: "actions",
      header: "Actions",
      align: "right",
      nowrap: true,
      cell: (experiment) => <RowActions experiment={experiment} {...actions} />,
    });
  return columns;
}

function RowActions({
  experiment,
  rename,
  remove,
  restore,
}: { experiment: ExperimentListing } & Pick<Props, "rename" | "remove" | "restore">) {
  const hidden = { experimentId: experiment.id };
  if (experiment.lifecycle === "deleted")
    return (
      <ConfirmDialog
        trigger={
          <Button size="sm" icon={<ArchiveRestore aria-hidden />}>
            Restore
          </Button>
        }
        title={`Restore ${experiment.name}`}
        consequence="The experiment and the runs deleted with it become visible again."
        confirm="Restore experiment"
        tone="primary"
        hidden={hidden}
        action={restore}
        done="Experiment restored"
      />
    );
  return (
    <span className="inline-flex gap-1">
      <Rename
        trigger={
          <IconButton size="sm" label={`Rename ${experiment.name}`} icon={<Pencil aria-hidden />} />
        }
        title={`Rename ${experiment.name}`}
        name={experiment.name}
        field="name"
        hidden={hidden}
        action={rename}
      />
      {experiment.id !== "0" && (
        <ConfirmDialog
          trigger={
            <IconButton
              size="sm"
              label={`Delete ${experiment.name}`}
              icon={<Trash2 aria-hidden />}
            />
          }
          title={`Delete ${experiment.name}`}
          consequence="The experiment and its runs disappear from lists and refuse new data. They can be restored, and the name stays taken."
          confirm="Delete experiment"
          tone="danger"
          hidden={hidden}
          action={remove}
          done="Experiment deleted"
        />
      )}
    </span>
  );
}
