"use client";

import {
  startTransition,
  useActionState,
  useState,
  type FormEvent,
  type ReactElement,
  type ReactNode,
} from "react";

import { FormActions, FormError } from "@/components/blocks/form-field";
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
export type Action = (previous: never, form: FormData) => Promise<ActionState>;
export type FieldFault = (name: string) => { error?: readonly string[] };

type Props = {
  title: string;
  description?: ReactNode;
  /** The verb of the title. */
  confirm: string;
  tone?: "danger" | "primary" | undefined;
  action: Action;
  hidden?: Readonly<Record<string, string | number>> | undefined;
  done?: string | undefined;
  /** The fields; `fault(name)` is the error to spread on the field of that name. */
  children: (fault: FieldFault) => ReactNode;
};

/** A form in a dialog: closes when the action is done, keeps what was typed and says why when it is refused. */
export function DialogForm({ trigger, ...form }: Props & { trigger: ReactElement }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      trigger={trigger}
      open={open}
      onOpenChange={setOpen}
      title={form.title}
      {...(form.description === undefined ? {} : { description: form.description })}
    >
      <Body {...form} close={() => setOpen(false)} />
    </Dialog>
  );
}

function Body({
  confirm,
  tone = "primary",
  action,
  hidden = {},
  done,
  children,
  close,
}: Props & { close: () => void }) {
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
  const fields = state.kind === "refused" ? state.fields : {};

  /** Not the form's own action: that would empty the fields when it is refused. */
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
      {children((name) => (fields[name] ? { error: fields[name] } : {}))}
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
