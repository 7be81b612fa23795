"use client";

import { PackagePlus } from "lucide-react";
import { useId } from "react";

import { DialogForm } from "@/components/blocks/dialog-form";
import { SelectField, TextareaField, TextField } from "@/components/blocks/form-field";
import type { FormAction } from "@/components/blocks/use-action-form";
import { Button } from "@/components/ui/button";

type Source = { label: string; source: string };

/** Makes what a run logged the next version of a model. */
export function RegisterVersion({
  runId,
  sources,
  modelNames,
  action,
}: {
  runId: string;
  sources: readonly Source[];
  /** Models there already are, offered while the name is typed. */
  modelNames: readonly string[];
  action: FormAction;
}) {
  const list = useId();
  const [only] = sources;
  return (
    <DialogForm
      trigger={
        <Button variant="primary" icon={<PackagePlus aria-hidden />}>
          Register version
        </Button>
      }
      title="Register a version"
      description="The version keeps this run as its origin: data, code, parameters and environment travel with it to every gate."
      confirm="Register version"
      action={action}
      hidden={{ runId, ...(sources.length === 1 && only ? { source: only.source } : {}) }}
    >
      {(fault) => (
        <>
          {sources.length > 1 && (
            <SelectField
              name="source"
              label="What to register"
              options={sources.map(({ label, source }) => ({ value: source, label }))}
              {...fault("source")}
            />
          )}
          <TextField
            name="name"
            label="Model"
            help="A name not used yet makes a new model."
            required
            maxLength={256}
            list={list}
            autoComplete="off"
            {...fault("name")}
          />
          <Names id={list} names={modelNames} />
          <TextareaField
            name="description"
            label="What is new in it"
            optional
            rows={3}
            {...fault("description")}
          />
        </>
      )}
    </DialogForm>
  );
}

function Names({ id, names }: { id: string; names: readonly string[] }) {
  return (
    <datalist id={id}>
      {names.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </datalist>
  );
}
