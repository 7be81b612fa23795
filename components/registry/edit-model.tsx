"use client";

import { Pencil } from "lucide-react";

import { DialogForm, type FieldFault } from "@/components/blocks/dialog-form";
import { SelectField, TextareaField, TextField } from "@/components/blocks/form-field";
import type { FormAction } from "@/components/blocks/use-action-form";
import { Button } from "@/components/ui/button";
import type { ModelRecord } from "@/lib/registry/queries";

export type EditableModel = Pick<
  ModelRecord,
  "name" | "purpose" | "ownerId" | "consumers" | "primaryMetric" | "metricDirection" | "metricLimit"
>;

type Props = {
  model: EditableModel;
  members: readonly { id: string; name: string }[];
  metricKeys: readonly string[];
  action: FormAction;
};

export function EditModel({ model, members, metricKeys, action }: Props) {
  return (
    <DialogForm
      trigger={
        <Button size="sm" icon={<Pencil aria-hidden />}>
          Edit
        </Button>
      }
      title={`About ${model.name}`}
      confirm="Save"
      action={action}
      hidden={{ name: model.name }}
      done="Saved"
    >
      {(fault) => (
        <div className="max-h-[60vh] space-y-4 overflow-y-auto">
          <TextareaField
            name="purpose"
            label="Purpose"
            help="What it decides, and for whom."
            defaultValue={model.purpose}
            rows={3}
            maxLength={2000}
            {...fault("purpose")}
          />
          <SelectField
            name="ownerId"
            label="Owner"
            defaultValue={model.ownerId ?? ""}
            options={[
              { value: "", label: "Nobody" },
              ...members.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            {...fault("ownerId")}
          />
          <TextareaField
            name="consumers"
            label="Consumers"
            help="Who calls it or uses what it says: one a line."
            defaultValue={model.consumers.join("\n")}
            rows={3}
            optional
            {...fault("consumers")}
          />
          <PrimaryMetric model={model} metricKeys={metricKeys} fault={fault} />
        </div>
      )}
    </DialogForm>
  );
}

function PrimaryMetric({
  model,
  metricKeys,
  fault,
}: {
  model: EditableModel;
  metricKeys: readonly string[];
  fault: FieldFault;
}) {
  return (
    <>
      <TextField
        name="primaryMetric"
        label="Primary metric"
        help="The metric in which its gates hold a version against the one that serves."
        list="metric-keys"
        defaultValue={model.primaryMetric ?? ""}
        optional
        maxLength={250}
        {...fault("primaryMetric")}
      />
      <datalist id="metric-keys">
        {metricKeys.map((key) => (
          <option key={key} value={key}>
            {key}
          </option>
        ))}
      </datalist>
      <div className="grid grid-cols-2 gap-3">
        <SelectField
          name="metricDirection"
          label="Better is"
          defaultValue={model.metricDirection ?? "higher"}
          options={[
            { value: "higher", label: "Higher" },
            { value: "lower", label: "Lower" },
          ]}
        />
        <TextField
          name="metricLimit"
          label="Limit"
          type="number"
          step="any"
          optional
          defaultValue={model.metricLimit ?? ""}
          {...fault("metricLimit")}
        />
      </div>
    </>
  );
}
