"use client";

import { useState } from "react";

import { CodeBlock } from "@/components/blocks/code-block";
import { FormActions, FormError, SelectField, TextField } from "@/components/blocks/form-field";
import { useActionForm, type FormAction } from "@/components/blocks/use-action-form";
import { Choices } from "@/components/settings/choices";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { SubmitButton } from "@/components/ui/submit-button";
import { roleNames } from "@/lib/auth/role-names";
import { roles } from "@/lib/auth/rules";

type Invited = { email: string; path: string; expiresAt: Date };
type Invite = FormAction<Invited>;

const options = roles.map((value) => ({ value, ...roleNames[value] }));

export function InviteDialog({ invite }: { invite: Invite }) {
  const [open, setOpen] = useState(false);
  const [invited, setInvited] = useState<Invited | null>(null);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) setInvited(null);
      }}
      trigger={<Button variant="primary">Invite</Button>}
      title={invited ? "Send this link" : "Invite somebody"}
      description={
        invited
          ? `Gatehouse sends no e-mail: pass the link to ${invited.email} yourself. It is shown this once and works once.`
          : "You get a link to pass on. Whoever opens it chooses a password and is in."
      }
    >
      {invited ? (
        <div className="space-y-4">
          <CodeBlock text={new URL(invited.path, window.location.origin).href} wrap />
          <FormActions>
            <DialogClose>Done</DialogClose>
          </FormActions>
        </div>
      ) : (
        <InviteForm invite={invite} done={setInvited} />
      )}
    </Dialog>
  );
}

function InviteForm({ invite, done }: { invite: Invite; done: (invited: Invited) => void }) {
  const { fields, message, pending, submit } = useActionForm(invite, done);
  return (
    <form onSubmit={submit} className="space-y-4">
      <TextField label="E-mail" name="email" type="email" error={fields["email"]} required />
      <Choices name="roles" legend="Roles" options={options} error={fields["roles"]} />
      <SelectField
        label="The link works for"
        name="expiresInDays"
        defaultValue="7"
        options={[
          { value: "1", label: "1 day" },
          { value: "7", label: "7 days" },
          { value: "30", label: "30 days" },
        ]}
      />
      <FormError message={message} />
      <FormActions>
        <DialogClose>Cancel</DialogClose>
        <SubmitButton pending={pending}>Make the link</SubmitButton>
      </FormActions>
    </form>
  );
}
