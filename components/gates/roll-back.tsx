"use client";

import { Undo2 } from "lucide-react";

import { ConfirmDialog } from "@/components/blocks/confirm-dialog";
import type { FormAction } from "@/components/blocks/use-action-form";
import { Button } from "@/components/ui/button";

type Props = {
  model: string;
  /** The version that serves; null when none does. */
  from: number | null;
  /** The last approved version, which takes over. */
  to: number;
  action: FormAction;
};

/** Two clicks and a reason, back to a version that was approved before. */
export function RollBack({ model, from, to, action }: Props) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="secondary" icon={<Undo2 aria-hidden />}>
          Roll back
        </Button>
      }
      title={`Roll back to version ${to}`}
      consequence={
        from === null
          ? `Version ${to} of ${model} goes to production and the champion alias points at it, at once.`
          : `Version ${to} of ${model} takes over from version ${from} at once: stage and champion alias move together. Version ${from} goes back to staging.`
      }
      confirm="Roll back"
      tone="danger"
      reason={{ label: "Reason", help: "The reason is part of the record." }}
      hidden={{ model, ...(from === null ? {} : { from }) }}
      action={action}
      done={`Version ${to} serves again`}
    />
  );
}
