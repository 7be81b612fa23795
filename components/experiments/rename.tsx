"use client";

import type { ReactElement } from "react";

import { DialogForm } from "@/components/blocks/dialog-form";
import { TextField } from "@/components/blocks/form-field";
import type { FormAction } from "@/components/blocks/use-action-form";

/** Renames an experiment or a run. `field` is the name the command's input has for it. */
export function Rename({
  trigger,
  title,
  name,
  field,
  action,
  hidden,
}: {
  trigger: ReactElement;
  title: string;
  name: string;
  field: string;
  action: FormAction;
  hidden: Readonly<Record<string, string>>;
}) {
  return (
    <DialogForm
      trigger={trigger}
      title={title}
      confirm="Rename"
      done="Renamed"
      action={action}
      hidden={hidden}
    >
      {(fault) => (
        <TextField name={field} label="New name" defaultValue={name} required {...fault(field)} />
      )}
    </DialogForm>
  );
}
