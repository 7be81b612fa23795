"use client";

import { Pencil } from "lucide-react";

import { DialogForm } from "@/components/blocks/dialog-form";
import { TextareaField } from "@/components/blocks/form-field";
import type { FormAction } from "@/components/blocks/use-action-form";
import { Button } from "@/components/ui/button";

type Props = {
  title: string;
  text: string;
  hidden: Readonly<Record<string, string>>;
  action: FormAction;
};

export function EditDescription({ title, text, hidden, action }: Props) {
  return (
    <DialogForm
      trigger={
        <Button size="sm" icon={<Pencil aria-hidden />}>
          {text === "" ? "Write it" : "Edit"}
        </Button>
      }
      title={title}
      description="Markdown: headings, lists, bold, code and links."
      confirm="Save"
      action={action}
      hidden={hidden}
      done="Saved"
    >
      {(fault) => (
        <TextareaField
          name="description"
          label="Text"
          rows={14}
          maxLength={100_000}
          defaultValue={text}
          {...fault("description")}
        />
      )}
    </DialogForm>
  );
}
