"use client";

import { ShieldQuestion } from "lucide-react";

import { DialogForm } from "@/components/blocks/dialog-form";
import { RadioField } from "@/components/blocks/form-field";
import type { FormAction } from "@/components/blocks/use-action-form";
import { Button } from "@/components/ui/button";
import { questions } from "@/lib/registry/rules";

type Props = {
  model: string;
  answers: Readonly<Record<string, string>> | null;
  action: FormAction;
  variant?: "primary" | "secondary";
};

/** Four questions set the tier; which answers set it stays on record. */
export function ClassifyModel({ model, answers, action, variant = "secondary" }: Props) {
  return (
    <DialogForm
      trigger={
        <Button size="sm" variant={variant} icon={<ShieldQuestion aria-hidden />}>
          {answers === null ? "Set the risk tier" : "Answer again"}
        </Button>
      }
      title={`Risk tier of ${model}`}
      description="Exposure and purpose together set the tier, and the tier sets what its gates ask for."
      confirm="Set the tier"
      action={action}
      hidden={{ name: model }}
      done="Risk tier set"
    >
      {(fault) => (
        <div className="max-h-[60vh] space-y-5 overflow-y-auto">
          {questions.map(({ id, asks, answers: offered }) => (
            <RadioField
              key={id}
              name={id}
              label={asks}
              required
              options={offered.map(({ value, says }) => ({ value, label: says }))}
              {...(answers?.[id] ? { defaultValue: answers[id] } : {})}
              {...fault(id)}
            />
          ))}
        </div>
      )}
    </DialogForm>
  );
}
