"use client";

import { ArrowUpRight } from "lucide-react";

import { Callout } from "@/components/blocks/callout";
import { ConfirmDialog } from "@/components/blocks/confirm-dialog";
import { TextareaField } from "@/components/blocks/form-field";
import type { FormAction } from "@/components/blocks/use-action-form";
import { Button } from "@/components/ui/button";
import { plural } from "@/lib/format";

type Props = {
  model: string;
  version: number;
  stage: "staging" | "production" | "retired";
  /** How many must checks do not pass yet: one may ask, and reviewers cannot say go. */
  blocking: number;
  /** The roles whose seats nobody could take, in words; empty where all can be filled. */
  vacant: string;
  action: FormAction;
  variant?: "primary" | "secondary" | undefined;
};

const verbs = {
  staging: "Ask for staging",
  production: "Ask for production",
  retired: "Ask to retire",
} as const;

/** Opens the gate for the next stage. The action leads on to the gate's page. */
export function RequestGate({
  model,
  version,
  stage,
  blocking,
  vacant,
  action,
  variant = "primary",
}: Props) {
  const verb = verbs[stage];
  return (
    <ConfirmDialog
      trigger={
        <Button variant={variant} icon={<ArrowUpRight aria-hidden />}>
          {verb}
        </Button>
      }
      title={`${verb}: ${model} version ${version}`}
      consequence={
        blocking > 0
          ? `${plural(blocking, "must check")} ${blocking === 1 ? "does" : "do"} not pass yet. You can ask now, and reviewers cannot say go until they pass.`
          : "The evidence is gathered and frozen for this round, and the reviewers see the gate at once."
      }
      confirm={verb}
      hidden={{ model, version, stage }}
      action={action}
    >
      {vacant !== "" && (
        <Callout tone="warn" title="This gate could not be decided yet">
          No active member who may decide it holds: {vacant}. You may not decide it, since you ask
          for it. Ask an admin to give the role to somebody.
        </Callout>
      )}
      <TextareaField
        name="note"
        label="Note for the reviewers"
        optional
        maxLength={2000}
        help="What changed, and why now."
      />
    </ConfirmDialog>
  );
}
