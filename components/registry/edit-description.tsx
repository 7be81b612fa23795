"use client";

import { Pencil } from "lucide-react";

import { TextareaField } from "@/components/blocks/form-field";
import { DialogForm, type Action } from "@/components/experiments/dialog-form";
import { Button } from "@/components/ui/button";

type Props = {
  title: string;
  text: string;
  hidden: Readonly<Record<string, string>>;
  action: Action;
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
