"use client";

import { useState, type ReactElement, type ReactNode } from "react";

import { FormActions, FormError } from "@/components/blocks/form-field";
import { useActionForm, type FormAction } from "@/components/blocks/use-action-form";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";

export type FieldFault = (name: string) => { error?: readonly string[] };

type Props = {
  title: string;
  description?: ReactNode;
  /** The verb of the title. */
  confirm: string;
  tone?: "danger" | "primary" | undefined;
  action: FormAction;
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
  const { fields, message, pending, submit } = useActionForm(action, () => {
    close();
    if (done !== undefined) toast(done);
  });

  return (
    <form onSubmit={submit} className="space-y-4">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children((name) => (fields[name] ? { error: fields[name] } : {}))}
      <FormError message={message} />
      <FormActions>
        <DialogClose>Cancel</DialogClose>
        <SubmitButton variant={tone} pending={pending}>
          {confirm}
        </SubmitButton>
      </FormActions>
    </form>
  );
}
