import { Pencil } from "lucide-react";

import { Markdown } from "@/components/blocks/markdown";
import { Card } from "@/components/blocks/section";
import type { FormAction } from "@/components/blocks/use-action-form";
import { EditNote } from "@/components/experiments/edit-tag";
import { Button } from "@/components/ui/button";

export function NotePanel({
  note,
  subject,
  action,
}: {
  note: string;
  subject: Readonly<Record<string, string>>;
  /** Absent when the note cannot be changed here. */
  action?: FormAction | undefined;
}) {
  return (
    <Card
      title="Note"
      actions={
        action && (
          <EditNote
            trigger={
              <Button size="sm" icon={<Pencil aria-hidden />}>
                {note === "" ? "Write a note" : "Edit"}
              </Button>
            }
            title={note === "" ? "Write a note" : "Edit the note"}
            note={note}
            action={action}
            subject={subject}
          />
        )
      }
    >
      {note === "" ? <p className="text-muted text-sm">No note yet.</p> : <Markdown text={note} />}
    </Card>
  );
}
