"use client";

import { Plus } from "lucide-react";

import { DialogForm } from "@/components/blocks/dialog-form";
import { TextareaField, TextField } from "@/components/blocks/form-field";
import type { FormAction } from "@/components/blocks/use-action-form";
import { Button } from "@/components/ui/button";

export function RegisterModel({ action }: { action: FormAction }) {
  return (
    <DialogForm
      trigger={
        <Button variant="primary" icon={<Plus aria-hidden />}>
          Register a model
        </Button>
      }
      title="Register a model"
      description="Logging a model with registered_model_name does the same; versions follow from there."
      confirm="Register model"
      action={action}
    >
      {(fault) => (
        <>
          <TextField name="name" label="Name" required maxLength={256} {...fault("name")} />
          <TextareaField
            name="purpose"
            label="What it decides, and for whom"
            optional
            rows={3}
            maxLength={2000}
            {...fault("purpose")}
          />
        </>
      )}
    </DialogForm>
  );
}
