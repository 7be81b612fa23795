"use client";

import type { ReactElement } from "react";

import { DialogForm } from "@/components/blocks/dialog-form";
import { TextareaField, TextField } from "@/components/blocks/form-field";
import type { FormAction } from "@/components/blocks/use-action-form";
import { mlflowTags } from "@/lib/experiments/mlflow-tags";

/** Sets one tag. With `tag` the key is given and only the value can change. */
export function EditTag({
  trigger,
  title,
  tag,
  action,
  subject,
}: {
  trigger: ReactElement;
  title: string;
  tag?: { key: string; value: string };
  action: FormAction;
  subject: Readonly<Record<string, string>>;
}) {
  return (
    <DialogForm
      trigger={trigger}
      title={title}
      confirm={tag ? "Change tag" : "Add tag"}
      done="Tag saved"
      action={action}
      hidden={{ ...subject, ...(tag ? { key: tag.key } : {}) }}
    >
      {(fault) => (
        <>
          {!tag && <TextField name="key" label="Key" required maxLength={250} {...fault("key")} />}
          <TextareaField
            name="value"
            label="Value"
            rows={2}
            maxLength={8000}
            defaultValue={tag?.value ?? ""}
            {...fault("value")}
          />
        </>
      )}
    </DialogForm>
  );
}

/** The note people read first, kept in the tag every MLflow client knows. */
export function EditNote({
  trigger,
  title,
  note,
  action,
  subject,
}: {
  trigger: ReactElement;
  title: string;
  note: string;
  action: FormAction;
  subject: Readonly<Record<string, string>>;
}) {
  return (
    <DialogForm
      trigger={trigger}
      title={title}
      confirm="Save note"
      done="Note saved"
      action={action}
      hidden={{ ...subject, key: mlflowTags.note }}
    >
      {(fault) => (
        <TextareaField
          name="value"
          label="Note"
          rows={8}
          maxLength={20_000}
          defaultValue={note}
          {...fault("value")}
        />
      )}
    </DialogForm>
  );
}
