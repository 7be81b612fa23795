import { Pencil, Plus, Trash2 } from "lucide-react";

import { ConfirmDialog } from "@/components/blocks/confirm-dialog";
import { DataTable, type Column } from "@/components/blocks/data-table";
import { EmptyState } from "@/components/blocks/empty-state";
import { Section } from "@/components/blocks/section";
import type { FormAction } from "@/components/blocks/use-action-form";
import { EditTag } from "@/components/experiments/edit-tag";
import { ownTags } from "@/components/experiments/tag-list";
import { Button, IconButton } from "@/components/ui/button";

type Props = {
  tags: Readonly<Record<string, string>>;
  subject: Readonly<Record<string, string>>;
  /** Absent when tags cannot be changed here. */
  edit?: { set: FormAction; remove: FormAction } | undefined;
};

/** The tags people set; those MLflow writes for itself have their own places on the page. */
export function RunTags({ tags, subject, edit }: Props) {
  const rows = ownTags(tags);
  return (
    <Section
      title="Tags"
      count={rows.length}
      id="tags"
      actions={
        edit && (
          <EditTag
            trigger={
              <Button size="sm" icon={<Plus aria-hidden />}>
                Add tag
              </Button>
            }
            title="Add a tag"
            action={edit.set}
            subject={subject}
          />
        )
      }
    >
      <DataTable
        caption="Tags"
        columns={columnsOf(subject, edit)}
        rows={rows}
        rowKey={([key]) => key}
        maxHeight="24rem"
        empty={
          <EmptyState
            title="No tags"
            code={[{ label: "Python", text: 'mlflow.set_tag("team", "risk")' }]}
          />
        }
      />
    </Section>
  );
}

function columnsOf(subject: Props["subject"], edit: Props["edit"]): Column<[string, string]>[] {
  const columns: Column<[string, string]>[] = [
    { key: "key", header: "Tag", heading: true, cell: ([key]) => key },
    {
      key: "value",
      header: "Value",
      cell: ([, value]) => <span className="line-clamp-3 wrap-anywhere">{value}</span>,
    },
  ];
  if (edit)
    columns.push({
      key: "actions",
      header: "Actions",
      align: "right",
      cell: ([key, value]) => (
        <span className="inline-flex gap-1">
          <EditTag
            trigger={
              <IconButton size="sm" label={`Change tag ${key}`} icon={<Pencil aria-hidden />} />
            }
            title={`Change tag ${key}`}
            tag={{ key, value }}
            action={edit.set}
            subject={subject}
          />
          <ConfirmDialog
            trigger={
              <IconButton size="sm" label={`Remove tag ${key}`} icon={<Trash2 aria-hidden />} />
            }
            title={`Remove tag ${key}`}
            consequence="Searches and policies that read this tag no longer find it."
            confirm="Remove tag"
            tone="danger"
            hidden={{ ...subject, key }}
            action={edit.remove}
            done="Tag removed"
          />
        </span>
      ),
    });
  return columns;
}
