"use client";

import { useSyncExternalStore } from "react";

import { Callout } from "@/components/blocks/callout";
import { FormActions, FormError, RadioField, TextareaField } from "@/components/blocks/form-field";
import { useActionForm, type FormAction } from "@/components/blocks/use-action-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import type { Stage } from "@/lib/registry/rules";

type Props = {
  gateId: string;
  round: number;
  stage: Stage;
  /** The roles this vote can count in, in words. */
  roles: readonly string[];
  /** Must checks that rule out a go. */
  blocking: readonly string[];
  action: FormAction;
};

/** Nothing is chosen beforehand, no single key decides, and a decision takes a reason. */
export function DecisionBox({ gateId, round, stage, roles, blocking, action }: Props) {
  const { fields, message, pending, submit } = useActionForm(action, () =>
    toast("Your vote is recorded"),
  );

  const ready = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

  return (
    <form onSubmit={submit} className="space-y-4">
      <input type="hidden" name="gateId" value={gateId} />
      <input type="hidden" name="round" value={round} />
      {blocking.length > 0 && (
        <Callout tone="warn" title="Go is not possible yet">
          A must check does not pass: {blocking.join("; ")}.
        </Callout>
      )}
      <RadioField
        name="choice"
        label={`Your decision on round ${round}`}
        required
        options={optionsFor(stage, blocking.length === 0)}
        error={fields["choice"]}
      />
      <TextareaField
        name="reason"
        label="Reason"
        required
        minLength={3}
        maxLength={2000}
        rows={4}
        help="It stands in the decision record under your name."
        error={fields["reason"]}
      />
      <FormError message={message} />
      <FormActions>
        <p className="text-muted mr-auto text-xs">Counts as {roles.join(" or ")}.</p>
        <SubmitButton variant="primary" pending={pending} disabled={!ready}>
          Record decision
        </SubmitButton>
      </FormActions>
    </form>
  );
}

/** Until the page's script runs, pressing the button would send the form nowhere. */
const never = () => () => undefined;

function optionsFor(stage: Stage, mayGo: boolean) {
  const go = { value: "go", label: "Go", help: `The version may enter ${stage}.` };
  return [
    ...(mayGo ? [go] : []),
    {
      value: "recycle",
      label: "Recycle",
      help: "Back to its authors with what to do. Closes this gate at once.",
    },
    {
      value: "stop",
      label: "Stop",
      help: `This version shall not enter ${stage}. Closes this gate at once.`,
    },
  ];
}
