"use client";

import { Plus } from "lucide-react";

import { DialogForm } from "@/components/blocks/dialog-form";
import { TextareaField, TextField } from "@/components/blocks/form-field";
import type { FormAction } from "@/components/blocks/use-action-form";
import { Button } from "@/components/ui/button";

export function CreateExperiment({ action }: { action: FormAction }) {
  return (
    <DialogForm
      trigger={
        <Button variant="primary" icon={<Plus aria-hidden />}>
          New experiment
        </Button>
      }
      title="Create an experiment"
      description="MLflow's set_experiment creates one by itself; this is for preparing it."
      confirm="Create experiment"
      action={action}
    >
      {(fault) => (
        <>
          <TextField name="name" label="Name" required maxLength={500} {...fault("name")} />
          <TextareaField
            name="description"
            label="What it is for"
            optional
            rows={3}
            maxLength={20_000}
          />
        </>
      )}
    </DialogForm>
  );
}
