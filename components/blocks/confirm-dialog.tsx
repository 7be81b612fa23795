"use client";

import type { ReactElement, ReactNode } from "react";

import { DialogForm } from "@/components/blocks/dialog-form";
import { TextareaField } from "@/components/blocks/form-field";
import type { FormAction } from "@/components/blocks/use-action-form";

type ConfirmProps = {
  trigger: ReactElement;
  title: string;
  consequence: ReactNode;
  /** The verb of the title. */
  confirm: string;
  tone?: "danger" | "primary" | undefined;
  reason?:
    | {
        label: string;
        help?: string | undefined;
        placeholder?: string | undefined;
        required?: boolean | undefined;
      }
    | undefined;
  hidden?: Readonly<Record<string, string | number>> | undefined;
  action: FormAction;
  done?: string | undefined;
  children?: ReactNode | undefined;
};

/** The title states the outcome, the button repeats its verb, a refusal stays inside. */
export function ConfirmDialog({ consequence, reason, children, ...form }: ConfirmProps) {
  return (
    <DialogForm {...form} description={consequence}>
      {(fault) => (
        <>
          {children}
          {reason && (
            <TextareaField
              name="reason"
              label={reason.label}
              help={reason.help}
              placeholder={reason.placeholder}
              required={reason.required ?? true}
              optional={reason.required === false}
              {...fault("reason")}
            />
          )}
        </>
      )}
    </DialogForm>
  );
}
