"use client";

import {
  startTransition,
  useActionState,
  useState,
  type FormEvent,
  type ReactElement,
  type ReactNode,
} from "react";

import { FormActions, FormError, TextareaField } from "@/components/blocks/form-field";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";

export type ActionState =
  | { kind: "idle" }
  | { kind: "done" }
  | {
      kind: "refused";
      message: string;
      fields: Readonly<Record<string, readonly string[] | undefined>>;
    };

type ConfirmProps = {
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
  action: (previous: never, form: FormData) => Promise<ActionState>;
  done?: string | undefined;
  children?: ReactNode | undefined;
};

/** The title states the outcome, the button repeats its verb, a refusal stays inside. */
export function ConfirmDialog({ trigger, ...confirm }: ConfirmProps & { trigger: ReactElement }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      trigger={trigger}
      open={open}
      onOpenChange={setOpen}
      title={confirm.title}
      description={confirm.consequence}
    >
      <ConfirmForm {...confirm} close={() => setOpen(false)} />
    </Dialog>
  );
}

function ConfirmForm({
  confirm,
  tone = "primary",
  reason,
  hidden = {},
  action,
  done,
  close,
  children,
}: ConfirmProps & { close: () => void }) {
  const [state, act, pending] = useActionState<ActionState, FormData>(
    async (previous, form) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an action takes whatever state it returned
      const next = await action(previous as never, form);
      if (next.kind === "done") {
        close();
        if (done !== undefined) toast(done);
      }
      return next;
    },
    { kind: "idle" },
  );

  /** Not the form's own action: that would empty the reason when it is refused. */
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    startTransition(() => act(form));
  }

  return (
    <form onSubmit={submit} className="space-y-4">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      {reason && (
        <TextareaField
          name="reason"
          label={reason.label}
          help={reason.help}
          placeholder={reason.placeholder}
          required={reason.required ?? true}
          optional={reason.required === false}
          error={state.kind === "refused" ? state.fields["reason"] : undefined}
        />
      )}
      {state.kind === "refused" && <FormError message={state.message} />}
      <FormActions>
        <DialogClose>Cancel</DialogClose>
        <SubmitButton variant={tone} pending={pending}>
          {confirm}
        </SubmitButton>
      </FormActions>
    </form>
  );
}
